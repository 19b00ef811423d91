import { sql } from 'kysely';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';
import type { SealedCards } from './reseal-cards.ts';

type Found = { seq: number; account: string; mode: 'test' | 'live'; id: string; sealed_card: string };

/** Enough rows to share a commit, few enough to fit in memory many times over. */
const batchSize = 200;

const reading = systemStatement<{ after: number }, Found>((db, p) =>
  sql<Found>`select seq, account, mode, id, sealed_card from payment_methods
    where seq > ${p.after} and sealed_card is not null order by seq limit ${sql.lit(batchSize)}`.compile(db),
);
const replacing = systemStatement<{
  account: string;
  mode: string;
  id: string;
  before: string;
  after: string;
}>((db, p) =>
  sql<never>`update payment_methods set sealed_card = ${p.after}, revision = revision + 1
    where account = ${p.account} and mode = ${p.mode} and id = ${p.id} and sealed_card = ${p.before}`.compile(
    db,
  ),
);

/** The sealed numbers of all payment methods. */
export function sealedCards(store: SystemStore): SealedCards {
  return {
    after: async (position) =>
      (await store.all(reading, { after: position })).map((row) => ({
        position: row.seq,
        binding: { account: row.account, livemode: row.mode === 'live', paymentMethod: row.id },
        sealed: row.sealed_card,
      })),
    replace: ({ binding, sealed }, after) =>
      store.run(replacing, {
        account: binding.account,
        mode: binding.livemode ? 'live' : 'test',
        id: binding.paymentMethod,
        before: sealed,
        after,
      }),
  };
}

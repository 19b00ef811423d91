import { ApiError } from '@onfile/shared/errors.ts';
import { type RawBuilder, sql } from 'kysely';
import { balanceTransactions } from '../api/balance-transactions/table.ts';
import { charges } from '../api/charges/table.ts';
import { chargeView } from '../api/charges/view.ts';
import { refunds } from '../api/refunds/table.ts';
import { followRefund, runRefund } from '../flows/run-refund.ts';
import { settleCharge } from '../flows/settle-charge.ts';
import { post } from '../ledger/post.ts';
import { ofAvailability } from '../ledger/postings.ts';
import { NetworkUnavailable } from '../network/network.ts';
import { appendEvent, previousAttributes } from '../outbox/append.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import type { AccountStore } from '../store/store.ts';
import { type Owned, ownDoing } from './own-doing.ts';
import { staleSeconds } from './sweep-attempts.ts';

const batch = 100;

function duty(from: (now: number) => RawBuilder<unknown>) {
  return systemStatement<{ now: number }, Owned>((db, p) =>
    sql<Owned>`select id, account, mode ${from(p.now)} limit ${sql.lit(batch)}`.compile(db),
  );
}

const toSettle = duty((now) => sql`from charges where settle_at <= ${now} order by settle_at`);
const toRelease = duty(
  (now) =>
    sql`from balance_transactions where status = 'pending' and available_on <= ${now} order by available_on`,
);
const toFollow = duty((now) => sql`from refunds where check_at <= ${now} order by check_at`);
const toFinish = duty(
  (before) => sql`from refunds where status = 'started' and updated <= ${before} order by updated`,
);

async function each(
  services: Services,
  due: Owned[],
  work: (store: AccountStore, id: string) => Promise<unknown>,
): Promise<void> {
  for (const { id, account, mode } of due) {
    await work(services.store.account({ account, livemode: mode === 'live' }), id);
  }
}

/** Books the payments whose fee has become known, and tells of it. */
export async function settleCharges(services: Services): Promise<void> {
  const now = services.clock.now();
  await each(services, await services.store.system.all(toSettle, { now }), (store, id) =>
    store.write(ownDoing, async (transaction) => {
      const charge = await charges.lock(transaction, id);
      if (charge === undefined || charge.settle_at === null) return;
      const { livemode } = transaction.scope;
      const settled = await settleCharge(services, transaction, now, charge);
      const view = chargeView(settled, livemode);
      await appendEvent(transaction, services.ids, now, {
        type: 'charge.updated',
        object: view,
        previous: previousAttributes(chargeView(charge, livemode), view),
      });
    }),
  );
}

/** Makes available what has been pending long enough. */
export async function releaseBalance(services: Services): Promise<void> {
  const now = services.clock.now();
  await each(services, await services.store.system.all(toRelease, { now }), (store, id) =>
    store.write(ownDoing, async (transaction) => {
      const row = await balanceTransactions.lock(transaction, id);
      if (row?.status !== 'pending') return;
      await balanceTransactions.update(transaction, { ...row, status: 'available' });
      const entries = ofAvailability(row.amount - row.fee);
      await post(transaction, services.ids, now, { id, currency: row.currency, entries });
    }),
  );
}

/** Asks the network what became of young refunds. */
export async function followRefunds(services: Services): Promise<void> {
  const now = services.clock.now();
  await each(services, await services.store.system.all(toFollow, { now }), (store, id) =>
    followRefund({ services, store, origin: ownDoing, now }, id).catch((error: unknown) => {
      // It is asked again at the next run.
      if (!(error instanceof NetworkUnavailable)) throw error;
    }),
  );
}

/** Carries out the refunds whose process ended before their outcome was committed; `startup` takes all of them. */
export async function sweepRefunds(services: Services, startup = false): Promise<void> {
  const now = services.clock.now();
  const due = await services.store.system.all(toFinish, { now: startup ? now : now - staleSeconds });
  await each(services, due, async (store, id) => {
    const refund = await refunds.find(store.reader, id);
    if (refund === undefined) return;
    await runRefund({ services, store, origin: ownDoing, now }, refund).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
    });
  });
}

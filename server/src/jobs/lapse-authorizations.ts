import { sql } from 'kysely';
import { paymentIntents } from '../api/payment-intents/table.ts';
import { beginMove } from '../flows/begin-move.ts';
import { runMove } from '../flows/run-move.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { type Owned, ownDoing } from './own-doing.ts';

const batch = 100;

const due = systemStatement<{ now: number }, Owned>((db, p) =>
  sql<Owned>`select id, account, mode from payment_intents
    where status = 'requires_capture' and capture_before <= ${p.now} order by capture_before limit ${sql.lit(batch)}`.compile(
    db,
  ),
);

/** Gives back the money of authorizations that nobody captured in time, and cancels their payments. */
export async function lapseAuthorizations(services: Services): Promise<void> {
  const now = services.clock.now();
  for (const { id, account, mode } of await services.store.system.all(due, { now })) {
    const store = services.store.account({ account, livemode: mode === 'live' });
    const context = { services, store, origin: ownDoing, now };
    const move = await store.write(ownDoing, async (transaction) => {
      const intent = await paymentIntents.lock(transaction, id);
      if (intent?.status !== 'requires_capture') return null;
      return beginMove(context, transaction, intent, {
        amount: intent.doc.amount_capturable,
        follows: { kind: 'lapsed' },
      });
    });
    if (move !== null) await runMove(context, move);
  }
}

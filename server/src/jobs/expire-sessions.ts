import { sql } from 'kysely';
import { checkoutSessions } from '../api/checkout-sessions/table.ts';
import { paymentIntents } from '../api/payment-intents/table.ts';
import { setupIntents } from '../api/setup-intents/table.ts';
import { expireSession } from '../flows/change-checkout-session.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import { type Owned, ownDoing } from './own-doing.ts';

const batch = 100;

const due = systemStatement<{ now: number }, Owned>((db, p) =>
  sql<Owned>`select id, account, mode from checkout_sessions
    where status = 'open' and expires_at <= ${p.now} order by expires_at limit ${sql.lit(batch)}`.compile(db),
);

/** Ends the open sessions whose time has come, whether or not anyone asks for them. */
export async function expireSessions(services: Services): Promise<void> {
  const now = services.clock.now();
  for (const { id, account, mode } of await services.store.system.all(due, { now })) {
    const store = services.store.account({ account, livemode: mode === 'live' });
    await store.write(ownDoing, async (transaction) => {
      const row = await checkoutSessions.lock(transaction, id);
      if (row === undefined || row.status !== 'open') return;
      const intent =
        row.payment_intent === null ? undefined : await paymentIntents.find(transaction, row.payment_intent);
      // A payment that is on its way is finished first.
      const setup =
        row.setup_intent === null ? undefined : await setupIntents.find(transaction, row.setup_intent);
      if (intent?.status === 'processing' || setup?.status === 'processing') return;
      await expireSession(transaction, services.ids, now, row);
    });
  }
}

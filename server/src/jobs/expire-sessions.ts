import { sql } from 'kysely';
import { expireSession } from '../flows/checkout/change-checkout-session.ts';
import { checkoutSessions } from '../resources/checkout-sessions/table.ts';
import { paymentIntents } from '../resources/payment-intents/table.ts';
import { setupIntents } from '../resources/setup-intents/table.ts';
import { ownDoing } from '../store/store.ts';
import { dueRows, eachDue } from './each-due.ts';

const due = dueRows('checkout_sessions', 'expires_at', { where: sql`t.status = 'open'` });

/** Ends the open sessions whose time has come, whether or not anyone asks for them. */
export const expireSessions = eachDue('expire sessions', due, (services, store, id, now) =>
  store.write(ownDoing, async (transaction) => {
    const row = await checkoutSessions.lock(transaction, id);
    if (row === undefined || row.status !== 'open') return;
    const intent =
      row.payment_intent === null ? undefined : await paymentIntents.find(transaction, row.payment_intent);
    const setup =
      row.setup_intent === null ? undefined : await setupIntents.find(transaction, row.setup_intent);
    // What is in flight is finished first.
    if (intent?.status === 'processing' || setup?.status === 'processing') return;
    await expireSession(transaction, services.ids, now, row);
  }),
);

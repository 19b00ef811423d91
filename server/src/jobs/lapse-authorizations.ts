import { sql } from 'kysely';
import { beginMove } from '../flows/payments/begin-move.ts';
import { runMove } from '../flows/payments/run-move.ts';
import { paymentMoves } from '../resources/attempts/payment-moves.ts';
import { paymentIntents } from '../resources/payment-intents/table.ts';
import { ownDoing } from '../store/store.ts';
import { dueRows, eachDue } from './each-due.ts';

const due = dueRows('payment_intents', 'capture_before', {
  where: sql`t.status = 'requires_capture'`,
});

/**
 * Gives back the money of authorizations that nobody captured in time, and cancels their payments. What a request is
 * capturing or giving back at this moment is left to it; what the network did not answer before is asked again.
 */
export const lapseAuthorizations = eachDue('lapse authorizations', due, async (services, store, id, now) => {
  const context = { services, store, origin: ownDoing, now };
  const move = await store.write(ownDoing, async (transaction) => {
    const intent = await paymentIntents.lock(transaction, id);
    if (intent?.status !== 'requires_capture') return null;
    const { rows } = await paymentMoves.page(transaction, { limit: 1, where: { payment_intent: id } });
    const [last] = rows;
    if (last?.status === 'started') return last.doc.follows.kind === 'lapsed' ? last : null;
    return beginMove(context, transaction, intent, {
      amount: intent.doc.amount_capturable,
      follows: { kind: 'lapsed' },
    });
  });
  if (move !== null) await runMove(context, move);
});

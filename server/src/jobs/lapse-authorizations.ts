import { ApiError } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import { paymentIntents } from '../api/payment-intents/table.ts';
import { beginMove } from '../flows/begin-move.ts';
import { runMove } from '../flows/run-move.ts';
import type { Services } from '../services.ts';
import { dueRows, eachDue, ownDoing } from './each-due.ts';

const due = dueRows('payment_intents', 'capture_before', sql`t.status = 'requires_capture'`);

/**
 * Gives back the money of authorizations that nobody captured in time, and cancels their payments. What another request
 * or process is capturing or giving back at this moment is left to it.
 */
export async function lapseAuthorizations(services: Services): Promise<void> {
  await eachDue(services, due, async (store, id, now) => {
    const context = { services, store, origin: ownDoing, now };
    const move = await store
      .write(ownDoing, async (transaction) => {
        const intent = await paymentIntents.lock(transaction, id);
        if (intent?.status !== 'requires_capture') return null;
        return beginMove(context, transaction, intent, {
          amount: intent.doc.amount_capturable,
          follows: { kind: 'lapsed' },
        });
      })
      .catch(unlessMoving);
    if (move !== null) await runMove(context, move);
  });
}

function unlessMoving(error: unknown): null {
  if (error instanceof ApiError && error.attributes.code === 'lock_timeout') return null;
  throw error;
}

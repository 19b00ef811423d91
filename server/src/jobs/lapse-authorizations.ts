import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type MoneyContext, recover } from '../flows/money/machine.ts';
import { beginMove } from '../flows/payments/begin-move.ts';
import { carryOutMove, move } from '../flows/payments/move-operation.ts';
import { paymentMoves } from '../resources/attempts/payment-moves.ts';
import { paymentIntents } from '../resources/payment-intents/table.ts';
import { ownDoing } from '../store/store.ts';
import { dueRows, eachDue } from './each-due.ts';

const due = dueRows('payment_intents', 'capture_before', {
  where: sql`t.status = 'requires_capture'`,
});

/**
 * Gives back the money of authorizations that nobody captured in time, and cancels their payments. What a request is capturing
 * or giving back at this moment is left to it; what the network did not answer before is asked again.
 */
export const lapseAuthorizations = eachDue('lapse authorizations', due, async (services, store, id, now) => {
  const context = { services, store, origin: ownDoing, now };
  const found = await store.write(ownDoing, async (transaction) => {
    const intent = await paymentIntents.lock(transaction, id);
    if (intent?.status !== 'requires_capture') return null;
    const { rows } = await paymentMoves.page(transaction, { limit: 1, where: { payment_intent: id } });
    if (rows[0]?.status === 'started') return { standing: rows[0].id };
    return beginMove(context, transaction, intent, {
      amount: intent.doc.amount_capturable,
      follows: { kind: 'lapsed' },
    });
  });
  if (found === null) return;
  if ('standing' in found) await goOn(context, found.standing);
  else await carryOutMove(context, found);
});

const lookMs = 100;

/** Waits if another process is working on it: whoever runs due work reports that all of it is done. */
async function goOn(context: MoneyContext, id: string): Promise<void> {
  const { services, store } = context;
  while (!(await recover(context, move, id)) && (await services.leases.isElsewhere(store, id))) {
    await sleep(lookMs);
  }
}

import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { paymentMoves } from '../../resources/attempts/payment-moves.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { OpenCall } from '../call.ts';
import { broughtAgain, type CardChoice } from '../cards/chosen-card.ts';
import { type Begun, begin, takenUp } from '../money/machine.ts';
import { answerWithIntent } from './answer-with-intent.ts';
import { lockParts, there } from './attempt-parts.ts';
import type { Failure } from './commit-outcome.ts';
import { carryOutMove, move } from './move-operation.ts';
import { carryOutPayment, payment } from './payment-operation.ts';
import { takeUp } from './take-up.ts';

/**
 * Continues what a request had begun before it was cut off: an attempt, a move of held money, or an intent that was not to
 * be paid yet. The repeated request brings its card again (`again`). Returns the intent as it then is. Throws 402 if its
 * last attempt failed.
 */
export async function resumePayment(call: OpenCall, made: string, again: CardChoice = {}) {
  const { reader } = call.store;
  if (made.startsWith('pi_')) return answerWithIntent(call, made);
  if (made.startsWith('move_')) {
    const { payment_intent } = there(await paymentMoves.find(reader, made), made);
    const begun = await takenUp(call, move, made);
    if (begun !== null) await carryOutMove(call, begun);
    return answerWithIntent(call, payment_intent);
  }
  const { payment_intent } = there(await attempts.find(reader, made), made);
  return answerWithIntent(call, payment_intent, await resumeAttempt(call, made, again));
}

/** The same for an attempt whose caller returns something else. Returns why the attempt failed, or null. */
export async function resumeAttempt(call: OpenCall, id: string, again: CardChoice): Promise<Failure | null> {
  const begun = (await takenUp(call, payment, id)) ?? (await untried(call, id));
  if (begun === null) return failureOf(call, id);
  const inHand = await broughtAgain(call, again, begun.payment_method);
  return (await carryOutPayment(call, { attempt: begun, rows: null, inHand })).failure;
}

/** Restarts an attempt that the network never saw; null for any other. */
function untried(call: OpenCall, id: string): Promise<Begun<AttemptRow> | null> {
  const { services, store, origin, now } = call;
  return store.write(origin, async (transaction) => {
    const parts = await lockParts(services, transaction, now, id);
    const taken = parts.attempt.status === 'untried' ? await takeUp(parts) : null;
    return taken && begin(call, transaction, payment, taken.attempt);
  });
}

/** Why an attempt failed, as long as nothing has happened since; null if it did not fail. */
async function failureOf({ store, livemode }: OpenCall, id: string): Promise<Failure | null> {
  const attempt = await attempts.find(store.reader, id);
  if (attempt?.status !== 'failed') return null;
  const intent = await paymentIntents.find(store.reader, attempt.payment_intent);
  const error = intent?.doc.last_payment_error ?? null;
  if (intent === undefined || intent.status !== 'requires_payment_method' || error === null) return null;
  return { error, intent: paymentIntentView(intent, livemode) };
}

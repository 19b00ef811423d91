import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { paymentMoves } from '../../resources/attempts/payment-moves.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { OpenCall } from '../call.ts';
import { broughtAgain, type CardChoice } from '../cards/chosen-card.ts';
import { answerWithIntent } from './answer-with-intent.ts';
import type { Failure } from './finish-attempt.ts';
import { runAttempt } from './run-attempt.ts';
import { runMove } from './run-move.ts';
import { unfinished } from './take-up.ts';

/**
 * Goes on with a payment whose request was cut off after it had been committed: what stands still is finished (the
 * network acts on a request id once), with the card that comes again, and the intent answered as it then is. Throws 402
 * when its last attempt failed.
 */
export async function resumePayment(call: OpenCall, id: string, again: CardChoice = {}) {
  return answerWithIntent(call, id, await resumedPayment(call, id, again));
}

/** The same, for whoever answers with something else: why the last attempt failed, or null. */
export async function resumedPayment(call: OpenCall, id: string, again: CardChoice): Promise<Failure | null> {
  const { reader } = call.store;
  const { rows: moves } = await paymentMoves.page(reader, { limit: 1, where: { payment_intent: id } });
  if (moves[0]?.status === 'started') await runMove(call, moves[0]);
  const { rows } = await attempts.page(reader, { limit: 1, where: { payment_intent: id } });
  const [attempt] = rows;
  const standing = await unfinished(call, attempt);
  if (standing === null) return failureOfIntent(call, attempt);
  return runAttempt(call, standing, await broughtAgain(call, again, standing.payment_method));
}

/** Why an attempt that has failed did so, as long as nothing has followed it; null for any other. */
export async function failureOfIntent(
  call: OpenCall,
  attempt: AttemptRow | undefined,
): Promise<Failure | null> {
  if (attempt?.status !== 'failed') return null;
  const intent = await paymentIntents.find(call.store.reader, attempt.payment_intent);
  const error = intent?.doc.last_payment_error ?? null;
  if (intent === undefined || intent.status !== 'requires_payment_method' || error === null) return null;
  return { error, intent: paymentIntentView(intent, call.livemode) };
}

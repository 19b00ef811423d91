import { answered, may, released, resumed } from '../api/payment-intents/rules.ts';
import { paymentIntents } from '../api/payment-intents/table.ts';
import type { AuthenticationResult } from '../network/network.ts';
import { lockParts } from './attempt-parts.ts';
import { paymentStands } from './attempt-terms.ts';
import { type AttemptRow, attempts } from './attempts.ts';
import { dropChallenge } from './drop-challenge.ts';
import type { Failure } from './finish-attempt.ts';
import type { PaymentContext } from './payment-context.ts';
import { authorizeAttempt, failUnauthenticated } from './run-attempt.ts';

/**
 * The challenge of an attempt is over, or the buyer closed it: asks the issuer how it ended and goes on. Answers why
 * the payment failed; null when it was paid, when the issuer has no answer yet, or when there is nothing to go on with.
 */
export async function finishChallenge(
  context: PaymentContext,
  attempt: AttemptRow,
  cancelled: boolean,
): Promise<Failure | null> {
  const { authentication } = attempt.doc;
  if (attempt.status !== 'challenged' || authentication === null) return null;
  const result = await context.services.network.authentication(authentication);
  if (result.status === 'pending' && !cancelled) return null;
  if (mayGoOn(result) && (await waitsForServer(context, attempt))) return null;
  return goOn(context, attempt.id, result);
}

/** Takes an attempt up again whose challenge is over: charges, or fails where the buyer did not prove themselves. */
export async function goOn(
  context: PaymentContext,
  attempt: string,
  result: AuthenticationResult,
): Promise<Failure | null> {
  const started = await resume(context, attempt);
  if (started === null) return null;
  return mayGoOn(result) ? authorizeAttempt(context, started, result) : failUnauthenticated(context, started);
}

/** An issuer whose page breaks does not stop the payment: it goes on without a shift of liability. */
function mayGoOn(result: AuthenticationResult): boolean {
  return result.status !== 'failed' && result.status !== 'pending';
}

/** With `confirmation_method=manual` the merchant's server has the last word: it confirms again. */
async function waitsForServer(context: PaymentContext, attempt: AttemptRow): Promise<boolean> {
  return context.store.write(context.origin, async (transaction) => {
    const intent = await paymentIntents.lock(transaction, attempt.payment_intent);
    if (intent?.doc.confirmation_method !== 'manual') return false;
    if (intent.doc.challenged_attempt === attempt.id && may('answer', intent.status)) {
      await paymentIntents.update(transaction, answered(intent));
    }
    return true;
  });
}

/** Of several that report the same challenge, one goes on; none where the attempt may not be paid any more. */
async function resume(context: PaymentContext, id: string): Promise<AttemptRow | null> {
  const { services, now } = context;
  return context.store.write(context.origin, async (transaction) => {
    const parts = await lockParts(services, transaction, now, id);
    const { attempt, intent } = parts;
    if (attempt.status !== 'challenged' || !may('resume', intent.status)) return null;
    if (!paymentStands(attempt, intent, parts)) {
      await dropChallenge(transaction, intent, now);
      await paymentIntents.update(transaction, released(intent, null));
      return null;
    }
    const started = { ...attempt, status: 'started' as const, updated: services.clock.now() };
    await attempts.update(transaction, started);
    await paymentIntents.update(transaction, resumed(intent));
    return started;
  });
}

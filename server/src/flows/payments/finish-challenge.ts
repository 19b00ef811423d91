import type { AuthenticationResult } from '../../network/network.ts';
import type { AttemptRow } from '../../resources/attempts/attempts.ts';
import { answered, may } from '../../resources/payment-intents/rules.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { lockParts } from './attempt-parts.ts';
import type { Failure } from './finish-attempt.ts';
import type { PaymentContext } from './payment-context.ts';
import { continueAttempt, mayGoOn } from './run-attempt.ts';
import { takeUp } from './take-up.ts';

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
  if (authentication === null) return null;
  const result = await context.services.network.authentication(authentication);
  if (result.status === 'pending' && !cancelled) return null;
  if (mayGoOn(result) && (await waitsForServer(context, attempt))) return null;
  return goOn(context, attempt.id, result);
}

/** Takes an attempt up again whose challenge is over: charges, or fails where the buyer did not prove themselves. */
async function goOn(
  context: PaymentContext,
  attempt: string,
  result: AuthenticationResult,
): Promise<Failure | null> {
  const { services, store, origin, now } = context;
  const taken = await store.write(origin, async (transaction) =>
    takeUp(await lockParts(services, transaction, now, attempt)),
  );
  return taken && continueAttempt(context, taken.attempt, result, null);
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

import type { AttemptRow } from '../../resources/attempts/attempts.ts';
import { answered, may } from '../../resources/payment-intents/rules.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { type AskingContext, type Beginning, begin } from '../money/machine.ts';
import { lockParts } from '../payments/attempt-parts.ts';
import type { PaymentResult } from '../payments/commit-outcome.ts';
import { carryOutPayment, mayGoOn, payment } from '../payments/payment-operation.ts';
import { takeUp } from '../payments/take-up.ts';

/**
 * Asks the issuer how a challenge ended that is over or that the buyer closed, and continues the attempt. Returns what
 * became of the payment; null if the issuer has no answer yet, or if there is nothing to continue.
 */
export async function finishChallenge(
  context: AskingContext & Beginning,
  attempt: AttemptRow,
  cancelled: boolean,
): Promise<PaymentResult | null> {
  const { authentication } = attempt.doc;
  if (authentication === null) return null;
  const result = await context.services.network.authentication(authentication);
  if (result.status === 'pending' && !cancelled) return null;
  if (mayGoOn(result) && (await waitsForServer(context, attempt))) return null;
  const { services, store, origin, now } = context;
  const begun = await store.write(origin, async (transaction) => {
    const taken = await takeUp(await lockParts(services, transaction, now, attempt.id));
    if (taken === null) return null;
    const goesOn = await begin(context, transaction, payment, taken.attempt);
    return { attempt: goesOn, rows: taken, inHand: null };
  });
  return begun && carryOutPayment(context, begun);
}

/** Whether the merchant's server must confirm again first: `confirmation_method=manual`. */
async function waitsForServer({ store, origin }: AskingContext, attempt: AttemptRow): Promise<boolean> {
  return store.write(origin, async (transaction) => {
    const intent = await paymentIntents.lock(transaction, attempt.payment_intent);
    if (intent?.doc.confirmation_method !== 'manual') return false;
    if (intent.doc.challenged_attempt === attempt.id && may('answer', intent.status)) {
      await paymentIntents.update(transaction, answered(intent));
    }
    return true;
  });
}

import { attempts } from '../../resources/attempts/attempts.ts';
import { may, resumed } from '../../resources/payment-intents/rules.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import type { AttemptParts } from './attempt-parts.ts';
import { paymentStands } from './attempt-terms.ts';
import { freePayment, isIdle } from './in-flight.ts';

/*
 * An attempt waits for its buyer at the issuer's page, or for its request to be repeated, if its process died or the
 * network was unavailable before the card was tried. Of several callers, one takes it up. A security code from the earlier
 * request waits, sealed, for ten minutes; a repeated request brings its own. Without a code, the payment goes on as with a
 * card for which none was given, and the charge's checks say so.
 */

/** Continues a waiting attempt. Returns null if it does not wait; one that may no longer be paid loses its challenge. */
export async function takeUp(parts: AttemptParts): Promise<AttemptParts | null> {
  const { transaction, now, attempt, intent } = parts;
  if (!waits(parts)) return null;
  if (!paymentStands(attempt, intent, parts) || !(await isIdle(transaction, parts.card))) {
    await freePayment(transaction, now, intent.id);
    return null;
  }
  return {
    ...parts,
    intent: await paymentIntents.replace(transaction, resumed(intent)),
    attempt: await attempts.replace(transaction, { ...attempt, status: 'started' }),
  };
}

function waits({ attempt, intent }: AttemptParts): boolean {
  if (attempt.status === 'challenged') {
    return intent.doc.challenged_attempt === attempt.id && may('resume', intent.status);
  }
  return (
    attempt.status === 'untried' &&
    intent.status === 'requires_confirmation' &&
    intent.doc.challenged_attempt === null &&
    intent.doc.payment_method === attempt.payment_method
  );
}

import { attempts } from '../../resources/attempts/attempts.ts';
import { may, resumed } from '../../resources/payment-intents/rules.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import type { AttemptParts } from './attempt-parts.ts';
import { paymentStands } from './attempt-terms.ts';
import { freePayment, isIdle } from './in-flight.ts';

/*
 * An attempt waits for its buyer at the issuer's page; or, where its process ended or the network was away before it
 * was asked for the card, for its request to come again. Of several that come, one takes it up. A security code waits,
 * sealed and for ten minutes, for the buyer's answer, and where it came by an earlier request; a request that comes again
 * brings its own. Who comes without it goes on as with a card for which none was given, and the charge's check says so.
 */

/** The payment goes on. Null where it does not wait; one that may not be paid any more gives up its challenge. */
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

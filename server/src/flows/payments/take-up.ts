import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { may, resumed } from '../../resources/payment-intents/rules.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { type SetupAttemptRow, setupAttempts } from '../../resources/setup-attempts/table.ts';
import { may as maySetup, resumed as resumedSetup } from '../../resources/setup-intents/rules.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { type AttemptParts, lockParts, lockSetupParts, type SetupParts } from './attempt-parts.ts';
import { groundStands, paymentStands } from './attempt-terms.ts';
import { freePayment, freeSetup, isIdle } from './in-flight.ts';
import type { PaymentContext } from './payment-context.ts';

/*
 * An attempt waits for its buyer at the issuer's page; or, where its process ended or the network was away before it
 * was asked for the card, for its request to come again. Of several that come, one takes it up. A security code waits,
 * sealed and for ten minutes, for the buyer's answer, and where it came by an earlier request; a request that comes again
 * brings its own. Who comes without it goes on as with a card for which none was given, and the charge's check says so.
 */

type Context = Pick<PaymentContext, 'services' | 'store' | 'origin' | 'now'>;

/** The payment goes on. Null where it does not wait; one that may not be paid any more gives up its challenge. */
export async function takeUp(parts: AttemptParts): Promise<AttemptParts | null> {
  const { services, transaction, now, attempt, intent } = parts;
  if (!waits(parts)) return null;
  if (!paymentStands(attempt, intent, parts) || !(await isIdle(transaction, parts.card))) {
    await freePayment(transaction, now, intent.id);
    return null;
  }
  const started: AttemptRow = { ...attempt, status: 'started', updated: services.clock.now() };
  const processing = resumed(intent);
  await attempts.update(transaction, started);
  await paymentIntents.update(transaction, processing);
  return { ...parts, attempt: started, intent: processing };
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

/** The same of a setup. */
export async function takeUpSetup(parts: SetupParts): Promise<SetupParts | null> {
  const { services, transaction, now, attempt, intent } = parts;
  if (!setupWaits(parts)) return null;
  if (!groundStands(attempt, intent, parts) || !(await isIdle(transaction, parts.card))) {
    await freeSetup(transaction, now, intent.id);
    return null;
  }
  const started: SetupAttemptRow = { ...attempt, status: 'processing', updated: services.clock.now() };
  const processing = resumedSetup(intent);
  await setupAttempts.update(transaction, started);
  await setupIntents.update(transaction, processing);
  return { ...parts, attempt: started, intent: processing };
}

function setupWaits({ attempt, intent }: SetupParts): boolean {
  if (attempt.status === 'requires_action') {
    return intent.doc.challenged_attempt === attempt.id && maySetup('resume', intent.status);
  }
  return (
    attempt.status === 'requires_confirmation' &&
    intent.status === 'requires_confirmation' &&
    intent.payment_method === attempt.payment_method &&
    intent.doc.latest_attempt === attempt.id
  );
}

/** The payment that a request goes on with which comes again; null where there is nothing left to do. */
export async function unfinished(
  context: Context,
  attempt: AttemptRow | undefined,
): Promise<AttemptRow | null> {
  if (attempt?.status === 'started') return attempt;
  if (attempt?.status !== 'untried') return null;
  const { services, store, origin, now } = context;
  const taken = await store.write(origin, async (transaction) =>
    takeUp(await lockParts(services, transaction, now, attempt.id)),
  );
  return taken?.attempt ?? null;
}

/** The same of a setup. */
export async function unfinishedSetup(
  context: Context,
  attempt: SetupAttemptRow | undefined,
): Promise<SetupAttemptRow | null> {
  if (attempt?.status === 'processing') return attempt;
  if (attempt?.status !== 'requires_confirmation') return null;
  const { services, store, origin, now } = context;
  const taken = await store.write(origin, async (transaction) =>
    takeUpSetup(await lockSetupParts(services, transaction, now, attempt.id)),
  );
  return taken?.attempt ?? null;
}

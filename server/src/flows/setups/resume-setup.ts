import { type SetupAttemptRow, setupAttempts } from '../../resources/setup-attempts/table.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { setupIntentView } from '../../resources/setup-intents/view.ts';
import type { OpenCall } from '../call.ts';
import { broughtAgain, type CardChoice } from '../cards/chosen-card.ts';
import {
  type AskingContext,
  type Beginning,
  type Begun,
  begin,
  carryOut,
  takenUp,
} from '../money/machine.ts';
import { lockSetupParts, there } from '../payments/attempt-parts.ts';
import { answerWithSetup } from './answer-with-setup.ts';
import type { SetupFailure } from './finish-setup.ts';
import { setup } from './setup-operation.ts';
import { takeUpSetup } from './take-up-setup.ts';

/**
 * Continues what a request had begun before it was cut off: an attempt, or an intent that was not to be confirmed yet. A
 * repeated request calls it; asks the network for the outcome, or again if it never saw the attempt.
 */
export async function resumeSetup(call: OpenCall, made: string, again: CardChoice) {
  if (made.startsWith('seti_')) return answerWithSetup(call, made);
  const { setup_intent } = there(await setupAttempts.find(call.store.reader, made), made);
  return answerWithSetup(call, setup_intent, await resumeSetupAttempt(call, made, again));
}

/** The same for an attempt, if the caller returns something else: why it failed, or null. */
export async function resumeSetupAttempt(
  call: OpenCall,
  id: string,
  again: CardChoice,
): Promise<SetupFailure | null> {
  const begun = (await takenUp(call, setup, id)) ?? (await untried(call, id));
  if (begun === null) return failureOf(call, id);
  const inHand = await broughtAgain(call, again, begun.payment_method);
  return carryOut({ ...call, inHand }, setup, begun);
}

/**
 * Ends a setup's challenge, which the customer has completed or closed: asks the issuer for the result, then continues the
 * attempt. The page or the issuer's redirect calls it; a crash leaves the attempt waiting, or with a job to finish it.
 */
export async function finishSetupChallenge(
  context: AskingContext & Beginning,
  attempt: SetupAttemptRow,
  cancelled: boolean,
): Promise<SetupFailure | null> {
  const { services, store, origin, now } = context;
  const { authentication } = attempt.doc;
  if (authentication === null) return null;
  const result = await services.network.authentication(authentication);
  if (result.status === 'pending' && !cancelled) return null;
  const begun = await store.write(origin, async (transaction) => {
    const taken = await takeUpSetup(await lockSetupParts(services, transaction, now, attempt.id));
    return taken && begin(context, transaction, setup, taken.attempt);
  });
  return begun && carryOut({ ...context, inHand: null }, setup, begun);
}

/** Continues an attempt that the network never saw; null for any other. */
function untried(call: OpenCall, id: string): Promise<Begun<SetupAttemptRow> | null> {
  const { services, store, origin, now } = call;
  return store.write(origin, async (transaction) => {
    const parts = await lockSetupParts(services, transaction, now, id);
    const taken = parts.attempt.status === 'requires_confirmation' ? await takeUpSetup(parts) : null;
    return taken && begin(call, transaction, setup, taken.attempt);
  });
}

/** Why an attempt failed; null if it did not. */
async function failureOf({ store, livemode }: OpenCall, id: string): Promise<SetupFailure | null> {
  const attempt = await setupAttempts.find(store.reader, id);
  const error = attempt?.status === 'failed' ? attempt.doc.error : null;
  const intent = await setupIntents.find(store.reader, attempt?.setup_intent ?? '');
  return intent && error ? { error, intent: setupIntentView(intent, livemode) } : null;
}

import { appendEvent } from '../../events/append.ts';
import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { challenged, released } from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { CardInHand } from '../cards/card-in-hand.ts';
import { keepSecurityCode } from '../cards/keep-security-code.ts';
import type { Finished, MoneyContext } from '../money/machine.ts';
import { type AttemptParts, lockParts } from './attempt-parts.ts';
import { paymentStands } from './attempt-terms.ts';
import { challengeAction } from './challenge-action.ts';
import { commitOutcome, type Failure, type Outcome, withStatus } from './commit-outcome.ts';
import { takeUp } from './take-up.ts';

/** The issuer wants to see the buyer. What the request brought in clear waits, sealed, for their answer. */
interface Challenge {
  readonly kind: 'challenge';
  readonly authentication: string;
  readonly by: 'sdk' | 'redirect';
  readonly inHand: CardInHand | null;
}

/** What the network answered, all in all. */
export type PaymentAnswer = Outcome | Challenge | { readonly kind: 'given_back' };

/**
 * Commits an answer of the network with all that follows from it: charge, intent, session, saved card, consent and
 * events. It does so once: an attempt that is finished stays as it is, and an approval that comes too late, or for what
 * is not there any more as it was, goes back to the issuer.
 */
export async function finishAttempt(
  context: MoneyContext,
  transaction: Transaction,
  { id }: AttemptRow,
  answer: PaymentAnswer,
): Promise<FinishedAttempt> {
  const held = await lockParts(context.services, transaction, context.now, id);
  if (answer.kind === 'given_back') return { result: null, row: await endGivingBack(held) };
  if (answer.kind === 'challenge') return { result: null, row: await challenge(context, held, answer) };
  // The network answers after all.
  const answered = answer.kind === 'answered' && held.attempt.status === 'untried';
  const parts = (answered && (await takeUp(held))) || held;
  const { attempt, intent } = parts;
  if (attempt.status !== 'started') {
    const late = isApproval(answer) && isOver(attempt);
    return {
      result: attempt.status === 'failed' ? failureOf(intent, transaction) : null,
      row: late ? await startGivingBack(parts) : attempt,
    };
  }
  // What is in flight holds what it leans on; should something have changed all the same, nobody pays for it.
  if (isApproval(answer) && !paymentStands(attempt, intent, parts)) {
    await paymentIntents.update(transaction, released(intent, null));
    return { result: null, row: await startGivingBack(parts) };
  }
  return commitOutcome(parts, answer);
}

type FinishedAttempt = Finished<AttemptRow, Failure | null>;

function isOver({ status }: AttemptRow): boolean {
  return status === 'untried' || status === 'failed' || status === 'abandoned';
}

function isApproval(outcome: Outcome): boolean {
  return outcome.kind === 'answered' && outcome.answer.outcome === 'approved';
}

/** Committed before the issuer is asked to take it back. */
function startGivingBack(parts: AttemptParts): Promise<AttemptRow> {
  return withStatus(parts, 'giving_back');
}

async function endGivingBack(parts: AttemptParts): Promise<AttemptRow> {
  return parts.attempt.status === 'giving_back' ? withStatus(parts, 'abandoned') : parts.attempt;
}

/** The intent waits for the buyer. */
async function challenge(
  { services, now }: MoneyContext,
  { transaction, attempt, intent }: AttemptParts,
  { authentication, by, inHand }: Challenge,
): Promise<AttemptRow> {
  if (attempt.status !== 'started') return attempt;
  const { client_secret } = intent.doc;
  const { return_url } = attempt.doc;
  const action = challengeAction(services.origin, by, attempt.id, { client_secret, return_url });
  const waiting = challenged(intent, attempt.id, action);
  const row: AttemptRow = { ...attempt, status: 'challenged', doc: { ...attempt.doc, authentication } };
  await attempts.update(transaction, row);
  await keepSecurityCode(services, transaction, attempt.payment_method, inHand);
  await paymentIntents.update(transaction, waiting);
  await appendEvent(transaction, services.ids, now, {
    type: 'payment_intent.requires_action',
    object: paymentIntentView(waiting, transaction.scope.livemode),
  });
  return row;
}

function failureOf(intent: PaymentIntentRow, transaction: Transaction): Failure | null {
  const error = intent.doc.last_payment_error;
  return error && { error, intent: paymentIntentView(intent, transaction.scope.livemode) };
}

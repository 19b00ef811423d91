import { appendEvent } from '../../events/append.ts';
import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { challenged, released } from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { CardInHand } from '../cards/card-in-hand.ts';
import { keepSecurityCode } from '../cards/keep-security-code.ts';
import { challengeAction } from '../challenges/challenge-action.ts';
import type { MoneyContext } from '../money/machine.ts';
import { type AttemptParts, type AttemptRows, heldParts, lockParts } from './attempt-parts.ts';
import { paymentStands } from './attempt-terms.ts';
import {
  commitOutcome,
  type Failure,
  type FinishedAttempt,
  finishedAs,
  type Outcome,
  withStatus,
} from './commit-outcome.ts';
import { takeUp } from './take-up.ts';

/** The issuer asks for authentication. Card data that the request brought in clear waits, sealed, for the buyer's answer. */
interface Challenge {
  readonly kind: 'challenge';
  readonly authentication: string;
  readonly by: 'sdk' | 'redirect';
  readonly inHand: CardInHand | null;
}

/** Every possible answer of the network. */
export type PaymentAnswer = Outcome | Challenge | { readonly kind: 'given_back' };

/**
 * Commits an answer of the network with its consequences: charge, intent, session, saved card, consent and events. Called
 * by the payment operation, once per attempt: a finished attempt stays as it is, and an approval that comes too late, or
 * whose card, customer or amount has changed since, goes back to the issuer.
 */
export async function finishAttempt(
  context: MoneyContext,
  transaction: Transaction,
  row: AttemptRow,
  answer: PaymentAnswer,
  rows: AttemptRows | null,
): Promise<FinishedAttempt> {
  const { services, now } = context;
  const held = await (rows === null
    ? lockParts(services, transaction, now, row.id)
    : heldParts(services, transaction, now, row, rows));
  if (answer.kind === 'given_back') return finishedAs(held, await endGivingBack(held));
  if (answer.kind === 'challenge') return challenge(context, held, answer);
  // The network answers an attempt that was taken for untried.
  const answered = answer.kind === 'answered' && held.attempt.status === 'untried';
  const parts = (answered && (await takeUp(held))) || held;
  const { attempt, intent } = parts;
  if (attempt.status !== 'started') {
    const late = isApproval(answer) && isOver(attempt);
    const failure = attempt.status === 'failed' ? failureOf(intent, transaction) : null;
    return finishedAs(parts, late ? await startGivingBack(parts) : attempt, failure);
  }
  // Everything an attempt in flight depends on is held; should something have changed anyway, nobody pays for it.
  if (isApproval(answer) && !paymentStands(attempt, intent, parts)) {
    const free = await paymentIntents.replace(transaction, released(intent, null));
    return finishedAs({ ...parts, intent: free }, await startGivingBack(parts));
  }
  return commitOutcome(parts, answer);
}

function isOver({ status }: AttemptRow): boolean {
  return status === 'untried' || status === 'failed' || status === 'abandoned';
}

function isApproval(outcome: Outcome): boolean {
  return outcome.kind === 'answered' && outcome.answer.outcome === 'approved';
}

/** Committed before the issuer is asked to take the approval back. */
function startGivingBack(parts: AttemptParts): Promise<AttemptRow> {
  return withStatus(parts, 'giving_back');
}

async function endGivingBack(parts: AttemptParts): Promise<AttemptRow> {
  return parts.attempt.status === 'giving_back' ? withStatus(parts, 'abandoned') : parts.attempt;
}

/** Commits that the intent waits for the buyer. */
async function challenge(
  { services, now }: MoneyContext,
  parts: AttemptParts,
  { authentication, by, inHand }: Challenge,
): Promise<FinishedAttempt> {
  const { transaction, attempt, intent } = parts;
  if (attempt.status !== 'started') return finishedAs(parts, attempt);
  const { client_secret } = intent.doc;
  const { return_url } = attempt.doc;
  const action = challengeAction(services.origin, by, attempt.id, { client_secret, return_url });
  const waiting = await paymentIntents.replace(transaction, challenged(intent, attempt.id, action));
  const row = await attempts.replace(transaction, {
    ...attempt,
    status: 'challenged',
    doc: { ...attempt.doc, authentication },
  });
  await keepSecurityCode(services, transaction, attempt.payment_method, inHand);
  await appendEvent(transaction, services.ids, now, {
    type: 'payment_intent.requires_action',
    object: paymentIntentView(waiting, transaction.scope.livemode),
  });
  return finishedAs({ ...parts, intent: waiting }, row);
}

function failureOf(intent: PaymentIntentRow, transaction: Transaction): Failure | null {
  const error = intent.doc.last_payment_error;
  return error && { error, intent: paymentIntentView(intent, transaction.scope.livemode) };
}

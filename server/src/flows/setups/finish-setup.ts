import type Stripe from 'stripe';
import { appendEvent } from '../../events/append.ts';
import type { Approval, AuthenticationResult, AuthorizationAnswer } from '../../network/network.ts';
import { threeDSecure } from '../../resources/charges/rules.ts';
import { agreedUses, savingInSetup } from '../../resources/checkout-sessions/saving.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { mandates } from '../../resources/mandates/table.ts';
import type { IntentError } from '../../resources/payment-intents/table.ts';
import { attached, spent, withChecks } from '../../resources/payment-methods/rules.ts';
import {
  type PaymentMethodRow,
  paymentMethods,
  securityCodes,
} from '../../resources/payment-methods/table.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import { type SetupAttemptRow, setupAttempts } from '../../resources/setup-attempts/table.ts';
import { challenged, failed, released, succeeded } from '../../resources/setup-intents/rules.ts';
import { type SetupIntentRow, setupIntents } from '../../resources/setup-intents/table.ts';
import { setupIntentView } from '../../resources/setup-intents/view.ts';
import type { Transaction } from '../../store/store.ts';
import { cardDecline } from '../cards/card-declined.ts';
import type { CardInHand } from '../cards/card-in-hand.ts';
import { keepSecurityCode } from '../cards/keep-security-code.ts';
import { challengeAction } from '../challenges/challenge-action.ts';
import { type CheckoutCompletion, completeSetupSession } from '../checkout/complete-setup-session.ts';
import { recordConsent } from '../consents/record-consent.ts';
import type { Finished, MoneyContext } from '../money/machine.ts';
import { lockSetupParts, type SetupParts } from '../payments/attempt-parts.ts';
import { groundStands } from '../payments/attempt-terms.ts';
import { takeUpSetup } from './take-up-setup.ts';

/** The issuer wants to authenticate the customer. What the request supplied in clear is sealed until they are done. */
interface Challenge {
  readonly kind: 'challenge';
  readonly authentication: string;
  readonly inHand: CardInHand | null;
}

/** The network's overall answer. */
export type SetupAnswer =
  | {
      readonly kind: 'answered';
      readonly answer: AuthorizationAnswer;
      /** Null if the issuer did not ask for it. */
      readonly authentication: AuthenticationResult | null;
    }
  | { readonly kind: 'unauthenticated'; readonly authentication: AuthenticationResult }
  | Challenge
  /** The network never acted on the attempt: no card was tried. */
  | { readonly kind: 'untried' };

export interface SetupFailure {
  readonly error: IntentError;
  readonly intent: Stripe.SetupIntent;
}

const unauthenticated: Omit<IntentError, 'payment_method'> = {
  code: 'setup_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  type: 'invalid_request_error',
};

/**
 * Commits the network's answer with everything that follows from it: intent, saved card, mandate, consent and events. The
 * money machine calls it, for recovery too; a setup that is already finished is left alone.
 */
export async function finishSetup(
  { services, now }: MoneyContext,
  transaction: Transaction,
  { id }: SetupAttemptRow,
  answer: SetupAnswer,
): Promise<FinishedSetup> {
  const found = await lockSetupParts(services, transaction, now, id);
  // The issuer answers after all.
  const answered = answer.kind === 'answered' && found.attempt.status === 'requires_confirmation';
  const held = (answered && (await takeUpSetup(found))) || found;
  const { attempt, intent } = held;
  if (attempt.status !== 'processing') {
    return { result: earlierFailure(transaction, attempt, intent), row: attempt };
  }
  if (answer.kind === 'challenge') return challenge(held, answer);
  const parts = { ...held, attempt: withProof(attempt, answer) };
  switch (answer.kind) {
    case 'answered':
      if (answer.answer.outcome !== 'approved') return fail(parts, declineOf(cardDecline(answer.answer)));
      return groundStands(attempt, intent, held) ? succeed(parts, answer.answer) : abandon(parts);
    case 'unauthenticated':
      return fail(parts, unauthenticated);
    case 'untried':
      return leaveUntried(parts);
  }
}

type FinishedSetup = Finished<SetupAttemptRow, SetupFailure | null>;

async function keep(
  { transaction, attempt }: SetupParts,
  changes: Partial<Pick<SetupAttemptRow, 'status' | 'doc'>>,
  result: SetupFailure | null = null,
): Promise<FinishedSetup> {
  const row: SetupAttemptRow = { ...attempt, ...changes };
  await setupAttempts.update(transaction, row);
  return { result, row };
}

/** The intent waits for the customer. */
async function challenge(parts: SetupParts, { authentication, inHand }: Challenge): Promise<FinishedSetup> {
  const { transaction, services, now, attempt, intent } = parts;
  const { on_challenge, return_url } = attempt.doc;
  const { client_secret } = intent.doc;
  const action = challengeAction(services.origin, on_challenge, attempt.id, { client_secret, return_url });
  const waiting = challenged(intent, attempt.id, action);
  await keepSecurityCode(services, transaction, attempt.payment_method, inHand);
  await setupIntents.update(transaction, waiting);
  await appendEvent(transaction, services.ids, now, {
    type: 'setup_intent.requires_action',
    object: setupIntentView(waiting, transaction.scope.livemode),
  });
  return keep(parts, { status: 'requires_action', doc: { ...attempt.doc, authentication } });
}

function withProof(
  attempt: SetupAttemptRow,
  outcome: Exclude<SetupAnswer, { kind: 'challenge' }>,
): SetupAttemptRow {
  if (outcome.kind === 'untried' || outcome.authentication === null) return attempt;
  const { exemption_indicator: _ofCharges, ...proof } = threeDSecure(outcome.authentication);
  const card = { ...attempt.doc.card, three_d_secure: proof };
  return { ...attempt, doc: { ...attempt.doc, card } };
}

function earlierFailure(
  transaction: Transaction,
  attempt: SetupAttemptRow,
  intent: SetupIntentRow,
): SetupFailure | null {
  const { error } = attempt.doc;
  return error && { error, intent: setupIntentView(intent, transaction.scope.livemode) };
}

function declineOf({
  message,
  attributes,
}: ReturnType<typeof cardDecline>): Omit<IntentError, 'payment_method'> {
  const {
    payment_intent: _i,
    payment_method: _m,
    setup_intent: _s,
    checkout_page: _p,
    ...codes
  } = attributes;
  return { ...codes, message, type: 'card_error' };
}

async function succeed(parts: SetupParts, answer: Approval): Promise<FinishedSetup> {
  const { transaction, services, now, intent } = parts;
  const session: CheckoutCompletion | null = await completeSetupSession(parts);
  await keepCard(parts, answer, session);
  const mandate = await acceptMandate(parts);
  const done = succeeded(intent, mandate);
  await setupIntents.update(transaction, done);
  const finished = await keep(parts, { status: 'succeeded' });
  await appendEvent(transaction, services.ids, now, {
    type: 'setup_intent.succeeded',
    object: setupIntentView(done, transaction.scope.livemode),
  });
  await session?.announce();
  return finished;
}

/** Leaves the intent as if it had not been confirmed. The card and its security code stay, for the repeated request. */
async function leaveUntried(parts: SetupParts): Promise<FinishedSetup> {
  const { transaction, attempt, intent } = parts;
  await setupIntents.update(transaction, released(intent, attempt.payment_method));
  return keep(parts, { status: 'requires_confirmation' });
}

/** A setup in flight holds what it depends on; should something have changed all the same, nothing is saved. */
async function abandon(parts: SetupParts): Promise<FinishedSetup> {
  await setupIntents.update(parts.transaction, released(parts.intent, null));
  return keep(parts, { status: 'abandoned' });
}

/** Attaches the card if there is a customer; without one it may be attached later. */
async function keepCard(
  parts: SetupParts,
  answer: Approval,
  session: CheckoutCompletion | null,
): Promise<void> {
  const { transaction, services, now, attempt, intent } = parts;
  await securityCodes.drop(transaction, parts.card.id);
  const checked = withChecks(parts.card, answer.checks);
  const card: PaymentMethodRow = {
    ...checked,
    doc: { ...checked.doc, network_transaction_id: answer.networkTransactionId },
  };
  const { consent, usage, client } = attempt.doc;
  const saving = savingInSetup(intent.customer, card, usage, parts.session?.doc ?? null);
  if (!saving.attach || intent.customer === null) return paymentMethods.update(transaction, card);
  const saved = { ...attached(card, intent.customer), allow_redisplay: saving.allowRedisplay };
  await paymentMethods.update(transaction, saved);
  await appendEvent(transaction, services.ids, now, {
    type: 'payment_method.attached',
    object: paymentMethodView(saved, transaction.scope.livemode),
  });
  if (consent === null) return;
  recordConsent(transaction, services, now, {
    card: saved,
    consent,
    checkoutSession: intent.checkout_session,
    paymentIntent: null,
    setupIntent: intent.id,
    agreedAt: attempt.created,
    email: session?.email ?? card.doc.billing_details.email,
    client,
    uses: agreedUses(consent, saving.allowRedisplay, usage),
  });
}

async function acceptMandate({
  transaction,
  services,
  now,
  attempt,
  card,
}: SetupParts): Promise<string | null> {
  const { mandate } = attempt.doc;
  if (mandate === null) return null;
  const id = services.ids.next('mandate');
  await mandates.insert(transaction, { id, created: now, payment_method: card.id, doc: mandate });
  return id;
}

async function fail(parts: SetupParts, error: Omit<IntentError, 'payment_method'>): Promise<FinishedSetup> {
  const { transaction, services, now, attempt, card } = parts;
  const { livemode } = transaction.scope;
  const complete: IntentError = { ...error, payment_method: paymentMethodView(card, livemode) };
  const intent = failed(parts.intent, complete);
  const view = setupIntentView(intent, livemode);
  await securityCodes.drop(transaction, card.id);
  if (card.customer === null) await paymentMethods.update(transaction, spent(card));
  await setupIntents.update(transaction, intent);
  await tellSession(parts, error);
  const failure = { error: complete, intent: view };
  const finished = await keep(parts, { status: 'failed', doc: { ...attempt.doc, error: complete } }, failure);
  await appendEvent(transaction, services.ids, now, { type: 'setup_intent.setup_failed', object: view });
  return finished;
}

/** A session in setup mode shows its buyer why the last try failed. */
async function tellSession(
  { transaction, session }: SetupParts,
  { message, code, decline_code }: Omit<IntentError, 'payment_method'>,
): Promise<void> {
  if (session === null) return;
  const last_payment_error = { message, code: code ?? null, decline_code: decline_code ?? null };
  await checkoutSessions.update(transaction, { ...session, doc: { ...session.doc, last_payment_error } });
}

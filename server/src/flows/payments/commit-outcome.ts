import type Stripe from 'stripe';
import { appendEvent } from '../../events/append.ts';
import type { Approval, AuthenticationResult, AuthorizationAnswer, Decline } from '../../network/network.ts';
import { type AttemptRow, attempts, descriptorOf } from '../../resources/attempts/attempts.ts';
import { newCharge } from '../../resources/charges/rules.ts';
import { type ChargeRow, charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { agreedUses } from '../../resources/checkout-sessions/saving.ts';
import { checkoutSessions, type SessionRow } from '../../resources/checkout-sessions/table.ts';
import { approved, declined, released } from '../../resources/payment-intents/rules.ts';
import {
  type IntentError,
  type PaymentIntentRow,
  paymentIntents,
} from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import { cardView } from '../../resources/payment-methods/card-view.ts';
import { attached, spent, withChecks } from '../../resources/payment-methods/rules.ts';
import {
  type PaymentMethodRow,
  paymentMethods,
  securityCodes,
} from '../../resources/payment-methods/table.ts';
import { billingDetailsView, paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { Transaction } from '../../store/store.ts';
import { postCharge } from '../balance/post-charge.ts';
import { cardDecline } from '../cards/card-declined.ts';
import { completeSession } from '../checkout/complete-session.ts';
import { recordConsent } from '../consents/record-consent.ts';
import type { Finished } from '../money/machine.ts';
import type { AttemptParts } from './attempt-parts.ts';
import { tellOfIntent } from './tell-of-intent.ts';

/** How an attempt ended. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly answer: AuthorizationAnswer;
      readonly authentication: AuthenticationResult | null;
    }
  /** The buyer failed to authenticate: nothing was charged. */
  | { readonly kind: 'unauthenticated' }
  /** The issuer asked for authentication, and the merchant wanted an error instead: nothing was charged. */
  | { readonly kind: 'unhandled' }
  /** The network never acted on the attempt: the card was not tried. */
  | { readonly kind: 'untried' };

export interface Failure {
  readonly error: IntentError;
  readonly intent: Stripe.PaymentIntent;
}

/** What became of an attempt, for the caller to answer with. */
export interface PaymentResult {
  /** Null if it was paid or waits for the buyer. */
  readonly failure: Failure | null;
  readonly intent: PaymentIntentRow;
  /** Null for a payment outside Checkout. */
  readonly session: SessionRow | null;
}

export type FinishedAttempt = Finished<AttemptRow, PaymentResult>;

const unhandled =
  "This payment required an authentication action to complete, but `error_on_requires_action` was set. When you're ready, you can upgrade your integration to handle actions at https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.";
const unauthenticated =
  'We are unable to authenticate your payment method. Please choose a different payment method and try again.';

/** Commits how an attempt ended, with its consequences: charge, intent, session, saved card, consent and events. */
export async function commitOutcome(parts: AttemptParts, outcome: Outcome): Promise<FinishedAttempt> {
  switch (outcome.kind) {
    case 'answered':
      return outcome.answer.outcome === 'approved'
        ? succeed(parts, outcome.answer, outcome.authentication)
        : failCharged(parts, outcome.answer, outcome.authentication);
    case 'unauthenticated':
      return fail(
        parts,
        {
          code: 'payment_intent_authentication_failure',
          message: unauthenticated,
          type: 'invalid_request_error',
        },
        null,
      );
    case 'unhandled':
      return fail(
        parts,
        {
          code: 'authentication_required',
          decline_code: 'authentication_not_handled',
          message: unhandled,
          type: 'card_error',
        },
        null,
      );
    case 'untried':
      return leaveUntried(parts);
  }
}

/** Leaves the intent as if it had not been confirmed. The card stays for the repeated request. */
async function leaveUntried(parts: AttemptParts): Promise<FinishedAttempt> {
  const { transaction, attempt } = parts;
  const intent = await paymentIntents.replace(transaction, released(parts.intent, attempt.payment_method));
  return finishedAs({ ...parts, intent }, await withStatus(parts, 'untried'));
}

async function succeed(
  parts: AttemptParts,
  answer: Approval,
  authentication: AuthenticationResult | null,
): Promise<FinishedAttempt> {
  const { transaction, services, now } = parts;
  const { livemode } = transaction.scope;
  const charge = await postCharge(
    transaction,
    services,
    now,
    chargeOf(parts, answer, authentication, null),
    parts.intent.doc.capture_method,
  );
  const paid = approved(parts.intent, charge.id, now);
  const completion = parts.session && (await completeSession(parts, parts.session, paid));
  const intent = await paymentIntents.replace(transaction, paid);
  await keepCard(parts, answer);
  const row = await withStatus(parts, 'succeeded');
  await charges.insert(transaction, charge);
  await appendEvent(transaction, services.ids, now, {
    type: 'charge.succeeded',
    object: chargeView(charge, livemode),
  });
  const type =
    paid.status === 'succeeded' ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated';
  await tellOfIntent(transaction, services, now, type, intent);
  await completion?.announce();
  return finishedAs({ intent, session: completion?.session ?? null }, row);
}

/** Decides what becomes of the card: saved with its consent, kept to be attached later, or used up. */
async function keepCard(parts: AttemptParts, answer: Approval): Promise<void> {
  const { transaction, services, now, attempt, intent, session } = parts;
  const { saving, new_card, consent } = attempt.doc;
  await dropSecurityCode(transaction, parts.card);
  const checked = withChecks(parts.card, answer.checks);
  // A card that was attached while the buyer was with the issuer is a saved one.
  if (!new_card || checked.customer !== null) {
    await paymentMethods.replace(transaction, checked);
    return;
  }
  const card: PaymentMethodRow = {
    ...checked,
    allow_redisplay: saving.allowRedisplay,
    doc: { ...checked.doc, network_transaction_id: answer.networkTransactionId },
  };
  if (!saving.attach || intent.customer === null) {
    // With a future usage but no customer yet, the merchant may attach the card later.
    await paymentMethods.replace(transaction, saving.setupFutureUsage === null ? spent(card) : card);
    return;
  }
  const saved = await paymentMethods.replace(transaction, attached(card, intent.customer));
  await appendEvent(transaction, services.ids, now, {
    type: 'payment_method.attached',
    object: paymentMethodView(saved, transaction.scope.livemode),
  });
  if (consent !== null)
    recordConsent(transaction, services, now, {
      card: saved,
      consent,
      checkoutSession: attempt.checkout_session,
      paymentIntent: intent.id,
      setupIntent: null,
      agreedAt: attempt.created,
      email: attempt.doc.buyer.email ?? session?.doc.customer_email ?? null,
      client: attempt.doc.client,
      uses: agreedUses(consent, saving.allowRedisplay, attempt.doc.usage),
    });
}

/** A security code is used once. One that came with the payment's own request was never stored. */
async function dropSecurityCode(transaction: Transaction, { id, seq }: PaymentMethodRow): Promise<void> {
  if (seq !== undefined) await securityCodes.drop(transaction, id);
}

async function failCharged(
  parts: AttemptParts,
  answer: Decline,
  authentication: AuthenticationResult | null,
): Promise<FinishedAttempt> {
  const { transaction, services, now } = parts;
  const { message, attributes, code } = cardDecline(answer);
  const charge = chargeOf(parts, answer, authentication, { code, message });
  await charges.insert(transaction, charge);
  await appendEvent(transaction, services.ids, now, {
    type: 'charge.failed',
    object: chargeView(charge, transaction.scope.livemode),
  });
  const { payment_intent: _i, payment_method: _m, checkout_page: _p, ...codes } = attributes;
  return fail(parts, { ...codes, charge: charge.id, message, type: 'card_error' }, charge.id);
}

async function fail(
  parts: AttemptParts,
  error: Omit<IntentError, 'payment_method'>,
  charge: string | null,
): Promise<FinishedAttempt> {
  const { transaction, services, now, attempt, card } = parts;
  const { livemode } = transaction.scope;
  const complete: IntentError = { ...error, payment_method: paymentMethodView(card, livemode) };
  const session = parts.session && (await withError(transaction, parts.session, error));
  const intent = await paymentIntents.replace(transaction, declined(parts.intent, complete, charge));
  await dropSecurityCode(transaction, card);
  if (attempt.doc.new_card && card.customer === null) await paymentMethods.replace(transaction, spent(card));
  const row = await withStatus(parts, 'failed');
  await tellOfIntent(transaction, services, now, 'payment_intent.payment_failed', intent);
  const failure = { error: complete, intent: paymentIntentView(intent, livemode) };
  return finishedAs({ intent, session }, row, failure);
}

/** Stores in the session what its page shows of the failure. */
function withError(
  transaction: Transaction,
  session: SessionRow,
  error: Omit<IntentError, 'payment_method'>,
): Promise<SessionRow> {
  const { message, code = null, decline_code = null } = error;
  const last_payment_error = { message, code, decline_code };
  return checkoutSessions.replace(transaction, { ...session, doc: { ...session.doc, last_payment_error } });
}

function chargeOf(
  parts: AttemptParts,
  answer: AuthorizationAnswer,
  authentication: AuthenticationResult | null,
  failure: { readonly code: string; readonly message: string } | null,
): ChargeRow {
  const { services, transaction, now, intent, card, attempt } = parts;
  const view = paymentMethodView(card, transaction.scope.livemode);
  if (view.card === undefined) throw new Error('A card payment method shows no card.');
  const { doc } = intent;
  return newCharge({
    id: services.ids.next('charge'),
    now,
    amount: intent.amount,
    currency: intent.currency,
    customer: intent.customer,
    paymentIntent: intent.id,
    card: view.card,
    cardSource: attempt.doc.new_card ? 'new' : 'on_file',
    answer,
    authentication,
    capture: attempt.doc.capture,
    failure,
    about: {
      authorization_request: attempt.doc.network_request,
      billing_details: billingDetailsView(card.doc.billing_details),
      calculated_statement_descriptor: descriptorOf(attempt, intent),
      description: doc.description,
      metadata: doc.metadata,
      payment_method: card.id,
      ...(doc.carries_charge === true ? { source: cardView(withChecks(card, answer.checks)) } : {}),
      receipt_email: doc.receipt_email,
      shipping: doc.shipping,
      statement_descriptor: doc.statement_descriptor,
      statement_descriptor_suffix: doc.statement_descriptor_suffix,
      transfer_group: doc.transfer_group,
    },
  });
}

export function withStatus(
  { transaction, attempt }: AttemptParts,
  status: AttemptRow['status'],
): Promise<AttemptRow> {
  return attempts.replace(transaction, { ...attempt, status });
}

/** The result of an attempt that finished as `row`, with the current intent and session. */
export function finishedAs(
  { intent, session }: Pick<AttemptParts, 'intent' | 'session'>,
  row: AttemptRow,
  failure: Failure | null = null,
): FinishedAttempt {
  return { result: { failure, intent, session }, row };
}

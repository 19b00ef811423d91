import { errors } from '@onfile/shared/errors.ts';
import { statementDescriptor } from '../api/charges/statement-descriptor.ts';
import type { Saving } from '../api/checkout-sessions/saving.ts';
import { hashOfWords } from '../api/consents/words.ts';
import { captureMethodOf, confirmed, futureUsageOf } from '../api/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../api/payment-intents/table.ts';
import { requireChargeable } from '../api/payment-methods/rules.ts';
import type { PaymentMethodRow } from '../api/payment-methods/table.ts';
import type { Call, Client } from '../api/route.ts';
import { type MandateData, requireEvidence } from '../params/mandate-data.ts';
import type { Transaction } from '../store/store.ts';
import { type AttemptDoc, type AttemptRow, attempts, type StatedConsent } from './attempts.ts';
import { credentialOf } from './credential.ts';
import { requireIdle } from './in-flight.ts';
import { requireCustomer } from './require-customer.ts';
import { spendConfirmationToken } from './use-confirmation-token.ts';

/** How a payment without Checkout is confirmed. */
export interface Confirmation {
  readonly confirmation_token?: string | undefined;
  readonly error_on_requires_action?: boolean | undefined;
  readonly mandate_data?: MandateData | undefined;
  readonly off_session?: boolean | 'one_off' | 'recurring' | undefined;
  readonly return_url?: string | undefined;
  readonly use_stripe_sdk?: boolean | undefined;
  readonly consent?:
    | {
        readonly source: 'element' | 'merchant_ui';
        readonly language?: string | undefined;
        readonly texts_version?: string | undefined;
        readonly terms_shown?: boolean | undefined;
        readonly words?: string | undefined;
        readonly in_view?: boolean | undefined;
      }
    | undefined;
}

type AnyCall = Omit<Call<unknown>, 'params'>;

/** Commits, with the transaction, that the intent is about to be charged. Throws 400 for what cannot be charged. */
export async function beginAttempt(
  call: AnyCall,
  transaction: Transaction,
  intent: PaymentIntentRow,
  card: PaymentMethodRow | null,
  given: Confirmation,
): Promise<AttemptRow> {
  if (card === null) throw errors.stateInvalid(missingCard, { code: 'payment_intent_unexpected_state' });
  requireEvidence(given.mandate_data, call.caller);
  await requireCustomer(transaction, intent.customer);
  requireChargeable(card, intent.customer, 'PaymentIntent');
  await requireIdle(transaction, card);
  requireReturnUrl(call, intent.doc.automatic_payment_methods, given, 'PaymentIntent');
  requirePresentForLaterUse(intent, given);
  const saving = savingOf(intent, card);
  const attempt: AttemptRow = {
    id: call.services.ids.next('payment_attempt'),
    created: call.now,
    payment_intent: intent.id,
    checkout_session: null,
    payment_method: card.id,
    customer: intent.customer,
    status: 'started',
    updated: call.services.clock.now(),
    doc: {
      network_request: call.services.ids.next('network_request'),
      amount: intent.amount,
      currency: intent.currency,
      capture: captureMethodOf(intent.doc),
      statement_descriptor: statementDescriptor(
        call.account.settings.statementDescriptor,
        intent.doc.statement_descriptor_suffix,
      ),
      new_card: card.customer === null,
      authentication: null,
      ...initiationOf(card, saving, given.off_session),
      on_challenge: challengeOf(given),
      saving,
      consent: saving.attach ? statedConsent(given.consent) : null,
      usage: saving.setupFutureUsage,
      buyer: {
        email: intent.doc.receipt_email ?? card.doc.billing_details.email,
        phone: card.doc.billing_details.phone,
        billing: null,
        shipping: null,
      },
      client: clientOf(call, given.mandate_data),
      return_url: given.return_url ?? null,
    },
  };
  await spendConfirmationToken(transaction, given.confirmation_token, call.now, {
    payment_intent: intent.id,
  });
  await paymentIntents.update(transaction, confirmed(intent, card.id, intent.doc.setup_future_usage));
  await attempts.insert(transaction, attempt);
  return attempt;
}

const missingCard =
  "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.";

const missingReturnUrl = (intent: string) =>
  `This ${intent} is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a \`return_url\`. If you don't want to accept redirect-based payment methods, set \`automatic_payment_methods[enabled]\` to \`true\` and \`automatic_payment_methods[allow_redirects]\` to \`never\` when creating Setup Intents and Payment Intents.`;

/** Throws 400 where the payment may lead away from the merchant's page and nobody said where to come back. */
export function requireReturnUrl(
  { caller }: Pick<Call<unknown>, 'caller'>,
  automatic: { readonly allow_redirects: 'always' | 'never' } | null,
  given: Confirmation,
  intent: 'PaymentIntent' | 'SetupIntent',
): void {
  const mayRedirect = automatic?.allow_redirects === 'always';
  if (caller === 'publishable' || !mayRedirect || given.return_url !== undefined) return;
  if (given.off_session === undefined || given.off_session === false) {
    throw errors.parameterInvalid(missingReturnUrl(intent), 'return_url');
  }
}

/** Throws 400 where somebody who is away would agree to be charged later. */
function requirePresentForLaterUse(
  { doc }: PaymentIntentRow,
  { off_session: away = false }: Confirmation,
): void {
  if (away === false || futureUsageOf(doc) === null) return;
  throw errors.parameterInvalid(
    'You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the PaymentIntent because you cannot set up future usages when processing payments off-session.',
    'off_session',
  );
}

/** Without Checkout the merchant decides: a card with a future usage is attached; who may see it again, its owner has said. */
function savingOf(intent: PaymentIntentRow, card: PaymentMethodRow): Saving {
  const usage = futureUsageOf(intent.doc);
  return {
    attach: usage !== null && intent.customer !== null && card.customer === null,
    allowRedisplay:
      card.allow_redisplay === 'always' || card.allow_redisplay === 'limited'
        ? card.allow_redisplay
        : 'unspecified',
    setupFutureUsage: usage,
  };
}

function initiationOf(
  card: PaymentMethodRow,
  saving: Saving,
  offSession: Confirmation['off_session'],
): Pick<AttemptDoc, 'initiator' | 'credential'> {
  if (offSession === undefined || offSession === false) {
    return { initiator: 'customer', credential: credentialOf(card, saving) };
  }
  const reason = offSession === 'recurring' ? 'recurring' : 'unscheduled';
  return { initiator: 'merchant', credential: credentialOf(card, saving, reason) };
}

function challengeOf(given: Confirmation): AttemptDoc['on_challenge'] {
  if (given.error_on_requires_action === true) return 'refuse';
  return given.use_stripe_sdk === true || given.return_url === undefined ? 'sdk' : 'redirect';
}

/** A browser's word is the element's or the merchant's page; without one the merchant's server saved by itself. */
export function statedConsent(given: Confirmation['consent']): StatedConsent {
  const source = given?.source ?? 'server';
  const byElement = source === 'element';
  return {
    source,
    language: given?.language ?? null,
    textsVersion: byElement ? (given?.texts_version ?? null) : null,
    termsShown: byElement && given?.terms_shown === true,
    seenWords: seenWordsOf(given),
  };
}

/** What the element found in view, kept as a hash: the journal holds the account's own words, and whether they were these. */
export function seenWordsOf(given: Confirmation['consent']): string | null {
  if (given?.source !== 'element' || given.in_view !== true) return null;
  return hashOfWords(given.words ?? '');
}

/** From where the customer agreed: as the merchant's server tells it, else where the request came from. */
export function clientOf(call: AnyCall, mandate: MandateData | undefined): Client {
  const online = mandate?.customer_acceptance.online;
  if (online?.ip_address === undefined) return call.client;
  return { ipAddress: online.ip_address, userAgent: online.user_agent ?? null };
}

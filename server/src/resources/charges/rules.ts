import type Stripe from 'stripe';
import type { AuthenticationResult, AuthorizationAnswer, Decline } from '../../network/network.ts';
import { addressOf, type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import { captureWindowSeconds } from '../payment-intents/rules.ts';
import type { ChargeDoc, ChargeRow } from './table.ts';

interface NewCharge {
  readonly id: string;
  readonly now: number;
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly paymentIntent: string;
  readonly card: Stripe.PaymentMethod.Card;
  readonly cardSource: ChargeRow['card_source'];
  readonly answer: AuthorizationAnswer;
  readonly authentication: AuthenticationResult | null;
  readonly capture: 'automatic' | 'manual';
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly about: Pick<
    ChargeDoc,
    | 'billing_details'
    | 'calculated_statement_descriptor'
    | 'description'
    | 'metadata'
    | 'payment_method'
    | 'receipt_email'
    | 'shipping'
    | 'source'
    | 'statement_descriptor'
    | 'statement_descriptor_suffix'
    | 'transfer_group'
    | 'authorization_request'
  >;
}

/** The charge that an authorization leaves behind, approved or not. */
export function newCharge(given: NewCharge): ChargeRow {
  const succeeded = given.answer.outcome === 'approved';
  const captured = succeeded && given.capture === 'automatic';
  const outcome = outcomeOf(given.answer);
  return {
    id: given.id,
    created: given.now,
    customer: given.customer,
    payment_intent: given.paymentIntent,
    status: succeeded ? 'succeeded' : 'failed',
    amount: given.amount,
    amount_captured: captured ? given.amount : 0,
    currency: given.currency,
    card_source: given.cardSource,
    failure_reason: outcome.reason ?? given.failure?.code ?? null,
    amount_refunded: 0,
    refunded: 0,
    disputed: 0,
    settle_at: null,
    receipt_token: null,
    transfer_group: given.about.transfer_group,
    authorization_request: given.about.authorization_request,
    doc: {
      ...given.about,
      amount_released: 0,
      balance_transaction: null,
      captured,
      fraud_details: {},
      receipt_number: null,
      receipt_url: null,
      failure_code: given.failure?.code ?? null,
      failure_message: given.failure?.message ?? null,
      outcome,
      paid: succeeded,
      card: cardDetails(given),
    },
  };
}

/** Part or all of the held money was taken; the rest went back. */
export function capturedCharge(row: ChargeRow, amount: number): ChargeRow {
  return {
    ...row,
    amount_captured: amount,
    doc: { ...row.doc, captured: true, amount_released: row.amount - amount },
  };
}

/** The held money went back. */
export function releasedCharge(row: ChargeRow): ChargeRow {
  return { ...row, doc: { ...row.doc, amount_released: row.amount } };
}

function outcomeOf(answer: AuthorizationAnswer): Stripe.Charge.Outcome {
  const common = { advice_code: null, network_advice_code: null, network_decline_code: null };
  const risk = { risk_level: answer.risk.level, risk_score: answer.risk.score };
  if (answer.outcome === 'approved') {
    return {
      ...common,
      ...risk,
      network_status: 'approved_by_network',
      reason: null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  }
  return {
    advice_code: answer.adviceCode,
    network_advice_code: answer.networkAdviceCode,
    network_decline_code: answer.networkDeclineCode,
    ...risk,
    ...refusals[answer.by](answer),
  };
}

type Refusal = Pick<Stripe.Charge.Outcome, 'network_status' | 'reason' | 'seller_message' | 'type'>;

const refusals: Readonly<Record<Decline['by'], (decline: Decline) => Refusal>> = {
  issuer: ({ declineCode }) => ({
    network_status: 'declined_by_network',
    reason: declineCode,
    seller_message:
      declineCode === 'generic_decline'
        ? 'The bank did not return any further details with this decline.'
        : `The bank returned the decline code \`${declineCode}\`.`,
    type: 'issuer_declined',
  }),
  risk: () => ({
    network_status: 'not_sent_to_network',
    reason: 'highest_risk_level',
    seller_message: 'Stripe blocked this charge as too risky.',
    type: 'blocked',
  }),
  invalid: ({ declineCode }) => ({
    network_status: 'not_sent_to_network',
    reason: declineCode,
    seller_message: 'The charge was not sent to the bank because the card cannot be used.',
    type: 'invalid',
  }),
};

function cardDetails(given: NewCharge): Stripe.Charge.PaymentMethodDetails.Card {
  const { answer, card, authentication } = given;
  const approved = answer.outcome === 'approved';
  return {
    amount_authorized: approved ? given.amount : null,
    authorization_code: approved ? answer.authorizationCode : null,
    brand: card.brand,
    ...(approved && given.capture === 'manual' ? { capture_before: given.now + captureWindowSeconds } : {}),
    // Checks that the issuer was not asked for this time were made when the card was saved.
    checks: {
      address_line1_check: answer.checks.line1 ?? card.checks?.address_line1_check ?? null,
      address_postal_code_check: answer.checks.postalCode ?? card.checks?.address_postal_code_check ?? null,
      cvc_check: answer.checks.cvc ?? card.checks?.cvc_check ?? null,
    },
    country: card.country,
    electronic_commerce_indicator: authentication?.electronicCommerceIndicator ?? null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.networks?.preferred ?? card.brand,
    network_token: { used: false },
    network_transaction_id: answer.networkTransactionId,
    overcapture: { maximum_amount_capturable: given.amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: authentication === null ? null : threeDSecure(authentication),
    transaction_link_id: null,
    wallet: null,
  };
}

/** How the cardholder authenticated, or failed to. */
export function threeDSecure(
  result: AuthenticationResult,
): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure {
  const results = {
    authenticated: 'authenticated',
    attempt_acknowledged: 'attempt_acknowledged',
    failed: 'failed',
    processing_error: 'processing_error',
    pending: null,
  } as const;
  return {
    authentication_flow: result.flow,
    electronic_commerce_indicator: result.electronicCommerceIndicator,
    exemption_indicator: null,
    result: results[result.status],
    result_reason: null,
    transaction_id: result.transactionId,
    version: result.version,
  };
}

type Maybe<Value> = Value | null | undefined;

/** What a request may change: undefined leaves a field as it is, null clears it. */
export interface ChargeChange {
  readonly customer?: string | undefined;
  readonly description?: Maybe<string>;
  readonly fraud_details?: { readonly user_report: 'fraudulent' | 'safe' | null } | undefined;
  readonly metadata?: MetadataChange;
  readonly receipt_email?: Maybe<string>;
  readonly shipping?:
    | {
        readonly address: Parameters<typeof addressOf>[0];
        readonly carrier?: string | undefined;
        readonly name: string;
        readonly phone?: string | undefined;
        readonly tracking_number?: string | undefined;
      }
    | undefined;
}

export function changeCharge(row: ChargeRow, change: ChargeChange): ChargeRow {
  const { doc } = row;
  const { customer, description, fraud_details, metadata, receipt_email, shipping } = change;
  return {
    ...row,
    customer: customer ?? row.customer,
    doc: {
      ...doc,
      description: description === undefined ? doc.description : description,
      fraud_details: fraud_details === undefined ? doc.fraud_details : reported(doc, fraud_details),
      metadata: mergeMetadata(doc.metadata, metadata),
      receipt_email: receipt_email === undefined ? doc.receipt_email : receipt_email,
      shipping:
        shipping === undefined
          ? doc.shipping
          : {
              address: addressOf(shipping.address),
              carrier: shipping.carrier ?? null,
              name: shipping.name,
              phone: shipping.phone ?? null,
              tracking_number: shipping.tracking_number ?? null,
            },
    },
  };
}

function reported(
  doc: ChargeDoc,
  { user_report }: NonNullable<ChargeChange['fraud_details']>,
): Stripe.Charge.FraudDetails {
  const { user_report: _, ...rest } = doc.fraud_details;
  return user_report === null ? rest : { ...rest, user_report };
}

import { errors } from '@onfile/shared/errors.ts';
import { formatAmount, minimumCharge } from '@onfile/shared/money.ts';
import type Stripe from 'stripe';
import { type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import { requireDivisible } from '../divisible-amount.ts';
import { type ShippingChange, shippingOf } from './shipping.ts';
import type { FutureUsage, IntentError, PaymentIntentRow } from './table.ts';

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

/** What can happen to an intent. Each function returns the next row; none may be called in a state that does not allow it. */
type Happening =
  | 'update'
  | 'confirm'
  | 'challenge'
  | 'answer'
  | 'resume'
  | 'release'
  | 'approve'
  | 'authorize'
  | 'decline'
  | 'capture'
  | 'cancel';

/** The states in which each may happen. Source: Stripe's life cycle of PaymentIntents. */
const allowed: Readonly<Record<Happening, readonly IntentStatus[]>> = {
  update: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  challenge: ['processing'],
  answer: ['requires_action'],
  resume: ['requires_action', 'requires_confirmation'],
  release: ['processing', 'requires_action', 'requires_confirmation'],
  approve: ['processing', 'requires_action'],
  authorize: ['processing', 'requires_action'],
  decline: ['processing', 'requires_action'],
  capture: ['requires_capture'],
  cancel: [
    'requires_payment_method',
    'requires_capture',
    'requires_confirmation',
    'requires_action',
    'processing',
  ],
};

const noChallenge = { challenged_attempt: null, next_action: null } as const;

/** How long a card authorization holds its money: seven days. */
export const captureWindowSeconds = 7 * 24 * 60 * 60;

export function may(happening: Happening, status: string): boolean {
  return allowed[happening].some((state) => state === status);
}

function require(happening: Happening, row: PaymentIntentRow): void {
  if (!may(happening, row.status))
    throw new Error(`A PaymentIntent that is ${row.status} cannot ${happening}.`);
}

interface Birth {
  readonly id: string;
  readonly now: number;
  readonly clientSecret: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly checkoutSession: string | null;
  readonly about: Partial<PaymentIntentRow['doc']>;
}

export function newPaymentIntent(birth: Birth): PaymentIntentRow {
  return {
    id: birth.id,
    created: birth.now,
    customer: birth.customer,
    status:
      (birth.about.payment_method ?? null) === null ? 'requires_payment_method' : 'requires_confirmation',
    amount: birth.amount,
    currency: birth.currency,
    checkout_session: birth.checkoutSession,
    capture_before: null,
    doc: {
      amount_capturable: 0,
      amount_received: 0,
      automatic_payment_methods: null,
      canceled_at: null,
      cancellation_reason: null,
      capture_method: 'automatic_async',
      card_options: { capture_method: null, setup_future_usage: null },
      client_secret: birth.clientSecret,
      confirmation_method: 'automatic',
      description: null,
      last_payment_error: null,
      latest_charge: null,
      metadata: {},
      ...noChallenge,
      payment_method: null,
      payment_method_types: ['card'],
      receipt_email: null,
      request_three_d_secure: 'automatic',
      setup_future_usage: null,
      shipping: null,
      statement_descriptor: null,
      statement_descriptor_suffix: null,
      transfer_group: null,
      ...birth.about,
    },
  };
}

interface CardOptionsChange {
  readonly capture_method?: 'manual' | null | undefined;
  readonly request_three_d_secure?: 'any' | 'automatic' | 'challenge' | undefined;
  readonly setup_future_usage?: FutureUsage | 'none' | null | undefined;
}

/** What a request may set on an intent: undefined leaves a field as it is, null clears it. */
export interface IntentChange {
  readonly allowed_payment_method_types?: readonly string[] | undefined;
  readonly amount?: number | undefined;
  readonly capture_method?: 'automatic' | 'automatic_async' | 'manual' | undefined;
  readonly currency?: string | undefined;
  readonly customer?: string | undefined;
  readonly description?: string | null | undefined;
  readonly excluded_payment_method_types?: readonly string[] | undefined;
  readonly metadata?: MetadataChange;
  readonly payment_method_options?: { readonly card?: CardOptionsChange | undefined } | undefined;
  readonly receipt_email?: string | null | undefined;
  readonly setup_future_usage?: FutureUsage | null | undefined;
  readonly shipping?: ShippingChange | null | undefined;
  readonly statement_descriptor?: string | undefined;
  readonly statement_descriptor_suffix?: string | undefined;
  readonly transfer_group?: string | undefined;
}

/** Throws 400 for an amount that is too small to charge. */
export function changedIntent(row: PaymentIntentRow, change: IntentChange): PaymentIntentRow {
  const { doc } = row;
  const amount = change.amount ?? row.amount;
  const currency = change.currency ?? row.currency;
  requireAmount(amount, currency);
  if (change.amount !== undefined || change.currency !== undefined)
    requireDivisible(amount, currency, 'amount');
  const card = change.payment_method_options?.card;
  return {
    ...row,
    amount,
    currency,
    customer: change.customer ?? row.customer,
    doc: {
      ...doc,
      allowed_payment_method_types:
        change.allowed_payment_method_types ?? doc.allowed_payment_method_types ?? null,
      capture_method: change.capture_method ?? doc.capture_method,
      card_options: {
        capture_method: given(card?.capture_method, doc.card_options.capture_method),
        setup_future_usage: given(card?.setup_future_usage, doc.card_options.setup_future_usage),
      },
      description: given(change.description, doc.description),
      excluded_payment_method_types:
        change.excluded_payment_method_types ?? doc.excluded_payment_method_types ?? null,
      metadata: mergeMetadata(doc.metadata, change.metadata),
      receipt_email: given(change.receipt_email, doc.receipt_email),
      request_three_d_secure: card?.request_three_d_secure ?? doc.request_three_d_secure,
      setup_future_usage: given(change.setup_future_usage, doc.setup_future_usage),
      shipping: change.shipping === undefined ? doc.shipping : change.shipping && shippingOf(change.shipping),
      statement_descriptor: change.statement_descriptor ?? doc.statement_descriptor,
      statement_descriptor_suffix: change.statement_descriptor_suffix ?? doc.statement_descriptor_suffix,
      transfer_group: change.transfer_group ?? doc.transfer_group,
    },
  };
}

function given<Value>(change: Value | null | undefined, before: Value | null): Value | null {
  return change === undefined ? before : change;
}

function requireAmount(amount: number, currency: string): void {
  const minimum = minimumCharge(currency);
  if (amount < minimum) {
    throw errors.parameterInvalid(
      `Amount must be at least ${formatAmount(minimum, currency, 'en')} ${currency}`,
      'amount',
      'amount_too_small',
    );
  }
}

/** Cards are the only payment method, so a list of types must include them. Throws 400. */
export function requireCards(
  allowed: readonly string[] | undefined,
  excluded: readonly string[] | undefined = undefined,
): void {
  if ((allowed === undefined || allowed.includes('card')) && !(excluded ?? []).includes('card')) return;
  throw errors.parameterInvalid(
    'Onfile accepts only cards: the payment method types must include card.',
    allowed === undefined ? 'excluded_payment_method_types' : 'allowed_payment_method_types',
  );
}

/** Sets the payment method of an intent that is not confirmed yet; null removes it. */
export function withPaymentMethod(row: PaymentIntentRow, paymentMethod: string | null): PaymentIntentRow {
  require('update', row);
  return waitingWith(row, paymentMethod);
}

/** The attempt came to nothing without a card being declined: the intent waits to be confirmed again. */
export function released(row: PaymentIntentRow, paymentMethod: string | null): PaymentIntentRow {
  require('release', row);
  return waitingWith(row, paymentMethod);
}

function waitingWith(row: PaymentIntentRow, paymentMethod: string | null): PaymentIntentRow {
  return {
    ...row,
    status: paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
    doc: { ...row.doc, ...noChallenge, payment_method: paymentMethod },
  };
}

const inWords: Partial<Readonly<Record<Happening, string>>> = {
  confirm: 'confirmed',
  capture: 'captured',
  cancel: 'canceled',
};

/** Throws 400 in Stripe's words unless the intent's state allows it; `shown` is the intent as the error includes it. */
export function requireState(
  happening: 'confirm' | 'capture' | 'cancel',
  row: PaymentIntentRow,
  shown: object,
): void {
  if (may(happening, row.status)) return;
  throw unexpected(unexpectedState(happening, row.status), shown);
}

/** The same for changing one parameter. */
export function requireUpdatable(parameter: string, row: PaymentIntentRow, shown: object): void {
  if (may('update', row.status)) return;
  throw unexpected(
    `This PaymentIntent's ${parameter} could not be updated because it has a status of ${row.status}. You may only update the ${parameter} of a PaymentIntent with one of the following statuses: ${allowed.update.join(', ')}.`,
    shown,
  );
}

function unexpected(message: string, shown: object) {
  return errors.stateInvalid(message, { code: 'payment_intent_unexpected_state', payment_intent: shown });
}

function unexpectedState(happening: Happening, status: string): string {
  if (happening === 'confirm' && status === 'succeeded') {
    return 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.';
  }
  const states = `Only a PaymentIntent with one of the following statuses may be ${inWords[happening]}: ${allowed[happening].join(', ')}.`;
  return happening === 'capture'
    ? `This PaymentIntent could not be captured because it has a status of ${status}. ${states}`
    : `You cannot ${happening} this PaymentIntent because it has a status of ${status}. ${states}`;
}

/** An attempt begins with this payment method. */
export function confirmed(
  row: PaymentIntentRow,
  paymentMethod: string,
  setupFutureUsage: FutureUsage | null,
): PaymentIntentRow {
  require('confirm', row);
  return {
    ...row,
    status: 'processing',
    doc: {
      ...row.doc,
      payment_method: paymentMethod,
      setup_future_usage: setupFutureUsage,
      ...noChallenge,
    },
  };
}

/** The buyer has to authenticate to the issuer. */
export function challenged(
  row: PaymentIntentRow,
  attempt: string,
  action: Stripe.PaymentIntent.NextAction,
): PaymentIntentRow {
  require('challenge', row);
  return {
    ...row,
    status: 'requires_action',
    doc: { ...row.doc, challenged_attempt: attempt, next_action: action },
  };
}

/** The challenge is over, and the server continues by confirming again (`confirmation_method=manual`). */
export function answered(row: PaymentIntentRow): PaymentIntentRow {
  require('answer', row);
  return { ...row, status: 'requires_confirmation', doc: { ...row.doc, next_action: null } };
}

/** The challenge is over; the attempt continues. */
export function resumed(row: PaymentIntentRow): PaymentIntentRow {
  require('resume', row);
  return { ...row, status: 'processing', doc: { ...row.doc, ...noChallenge } };
}

/** The issuer approved: the money is captured, or held if the merchant captures manually. */
export function approved(row: PaymentIntentRow, charge: string, now: number): PaymentIntentRow {
  const manual = captureMethodOf(row.doc) === 'manual';
  require(manual ? 'authorize' : 'approve', row);
  return {
    ...row,
    status: manual ? 'requires_capture' : 'succeeded',
    capture_before: manual ? now + captureWindowSeconds : null,
    doc: {
      ...row.doc,
      amount_capturable: manual ? row.amount : 0,
      amount_received: manual ? 0 : row.amount,
      ...noChallenge,
      last_payment_error: null,
      latest_charge: charge,
    },
  };
}

/** The attempt failed: the intent waits for another payment method. `charge` is null if no card was tried. */
export function declined(row: PaymentIntentRow, error: IntentError, charge: string | null): PaymentIntentRow {
  require('decline', row);
  return {
    ...row,
    status: 'requires_payment_method',
    doc: {
      ...row.doc,
      ...noChallenge,
      last_payment_error: error,
      latest_charge: charge ?? row.doc.latest_charge,
      payment_method: null,
    },
  };
}

/** Captures all or part of the held money; the rest is released. `amount` is at most what is held. */
export function captured(row: PaymentIntentRow, amount: number): PaymentIntentRow {
  require('capture', row);
  return {
    ...row,
    status: 'succeeded',
    capture_before: null,
    doc: { ...row.doc, amount_capturable: 0, amount_received: amount },
  };
}

export function canceled(
  row: PaymentIntentRow,
  reason: Stripe.PaymentIntent.CancellationReason | null,
  now: number,
): PaymentIntentRow {
  require('cancel', row);
  return {
    ...row,
    status: 'canceled',
    capture_before: null,
    doc: {
      ...row.doc,
      amount_capturable: 0,
      canceled_at: now,
      cancellation_reason: reason,
      ...noChallenge,
    },
  };
}

/** The later use intended for a new card of this intent. The card's own option takes precedence. */
export function futureUsageOf({
  card_options,
  setup_future_usage,
}: PaymentIntentRow['doc']): FutureUsage | null {
  const own = card_options.setup_future_usage;
  return own === null ? setup_future_usage : own === 'none' ? null : own;
}

/** How money is captured. The card's own option takes precedence. */
export function captureMethodOf({
  card_options,
  capture_method,
}: PaymentIntentRow['doc']): 'automatic' | 'manual' {
  return (card_options.capture_method ?? capture_method) === 'manual' ? 'manual' : 'automatic';
}

import { errors } from '@onfile/shared/errors.ts';
import type Stripe from 'stripe';
import { type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import type { IntentError } from '../payment-intents/table.ts';
import type { SetupIntentDoc, SetupIntentRow } from './table.ts';

export type SetupStatus = Stripe.SetupIntent.Status;

/** What can happen to an intent. Each function returns the next row; none may be called in a state that does not allow it. */
type Happening = 'update' | 'confirm' | 'challenge' | 'resume' | 'release' | 'succeed' | 'fail' | 'cancel';

const beforeConfirmation = ['requires_payment_method', 'requires_confirmation', 'requires_action'] as const;

/** The states in which each may happen. Source: Stripe's life cycle of SetupIntents. */
const allowed: Readonly<Record<Happening, readonly SetupStatus[]>> = {
  update: beforeConfirmation,
  confirm: beforeConfirmation,
  challenge: ['processing'],
  resume: ['requires_action', 'requires_confirmation'],
  release: ['processing', 'requires_action'],
  succeed: ['processing', 'requires_action'],
  fail: ['processing', 'requires_action'],
  cancel: beforeConfirmation,
};

export function may(happening: Happening, status: string): boolean {
  return allowed[happening].some((state) => state === status);
}

function require(happening: Happening, row: SetupIntentRow): void {
  if (!may(happening, row.status))
    throw new Error(`A SetupIntent that is ${row.status} cannot ${happening}.`);
}

const noChallenge = { challenged_attempt: null, next_action: null } as const;

interface Birth {
  readonly id: string;
  readonly now: number;
  readonly clientSecret: string;
  readonly customer: string | null;
  readonly paymentMethod: string | null;
  readonly checkoutSession: string | null;
  readonly about: Partial<SetupIntentDoc>;
}

export function newSetupIntent(birth: Birth): SetupIntentRow {
  return {
    id: birth.id,
    created: birth.now,
    customer: birth.customer,
    payment_method: birth.paymentMethod,
    status: birth.paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
    checkout_session: birth.checkoutSession,
    doc: {
      automatic_payment_methods: null,
      cancellation_reason: null,
      ...noChallenge,
      client_secret: birth.clientSecret,
      description: null,
      last_setup_error: null,
      latest_attempt: null,
      mandate: null,
      metadata: {},
      request_three_d_secure: 'automatic',
      usage: 'off_session',
      ...birth.about,
    },
  };
}

/** What a request may set on an intent: undefined leaves a field as it is, null clears it. */
export interface SetupChange {
  readonly allowed_payment_method_types?: readonly string[] | undefined;
  readonly customer?: string | undefined;
  readonly description?: string | null | undefined;
  readonly excluded_payment_method_types?: readonly string[] | undefined;
  readonly metadata?: MetadataChange;
  readonly payment_method_options?:
    | {
        readonly card?:
          | { readonly request_three_d_secure?: SetupIntentDoc['request_three_d_secure'] | undefined }
          | undefined;
      }
    | undefined;
}

export function changedSetup(row: SetupIntentRow, change: SetupChange): SetupIntentRow {
  const { doc } = row;
  return {
    ...row,
    customer: change.customer ?? row.customer,
    doc: {
      ...doc,
      allowed_payment_method_types:
        change.allowed_payment_method_types ?? doc.allowed_payment_method_types ?? null,
      description: change.description === undefined ? doc.description : change.description,
      excluded_payment_method_types:
        change.excluded_payment_method_types ?? doc.excluded_payment_method_types ?? null,
      metadata: mergeMetadata(doc.metadata, change.metadata),
      request_three_d_secure:
        change.payment_method_options?.card?.request_three_d_secure ?? doc.request_three_d_secure,
    },
  };
}

/** Sets the payment method of an intent that is not confirmed yet; null removes it. */
export function withPaymentMethod(row: SetupIntentRow, paymentMethod: string | null): SetupIntentRow {
  require('update', row);
  return waitingWith(row, paymentMethod);
}

/** The attempt came to nothing without a card being declined: the intent waits to be confirmed again. */
export function released(row: SetupIntentRow, paymentMethod: string | null): SetupIntentRow {
  require('release', row);
  return waitingWith(row, paymentMethod);
}

function waitingWith(row: SetupIntentRow, paymentMethod: string | null): SetupIntentRow {
  return {
    ...row,
    payment_method: paymentMethod,
    status: paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
    doc: { ...row.doc, ...noChallenge },
  };
}

/** An attempt begins with this payment method. */
export function confirmed(row: SetupIntentRow, paymentMethod: string, attempt: string): SetupIntentRow {
  require('confirm', row);
  return {
    ...row,
    payment_method: paymentMethod,
    status: 'processing',
    doc: { ...row.doc, ...noChallenge, latest_attempt: attempt },
  };
}

/** The customer has to authenticate to the issuer. */
export function challenged(
  row: SetupIntentRow,
  attempt: string,
  action: Stripe.SetupIntent.NextAction,
): SetupIntentRow {
  require('challenge', row);
  return {
    ...row,
    status: 'requires_action',
    doc: { ...row.doc, challenged_attempt: attempt, next_action: action },
  };
}

/** The challenge is over; the attempt continues. */
export function resumed(row: SetupIntentRow): SetupIntentRow {
  require('resume', row);
  return { ...row, status: 'processing', doc: { ...row.doc, ...noChallenge } };
}

/** The issuer says that the card can be used later. */
export function succeeded(row: SetupIntentRow, mandate: string | null): SetupIntentRow {
  require('succeed', row);
  return {
    ...row,
    status: 'succeeded',
    doc: { ...row.doc, ...noChallenge, last_setup_error: null, mandate },
  };
}

/** The attempt failed: the intent waits for another payment method. */
export function failed(row: SetupIntentRow, error: IntentError): SetupIntentRow {
  require('fail', row);
  return {
    ...row,
    payment_method: null,
    status: 'requires_payment_method',
    doc: { ...row.doc, ...noChallenge, last_setup_error: error },
  };
}

export function canceled(
  row: SetupIntentRow,
  reason: Stripe.SetupIntent.CancellationReason | null,
): SetupIntentRow {
  require('cancel', row);
  return { ...row, status: 'canceled', doc: { ...row.doc, ...noChallenge, cancellation_reason: reason } };
}

const participles = { update: 'updated', confirm: 'confirmed', cancel: 'canceled' } as const;

/** Throws 400 in Stripe's words unless the intent's state allows it; `shown` is the intent as the error includes it. */
export function requireState(happening: keyof typeof participles, row: SetupIntentRow, shown: object): void {
  if (may(happening, row.status)) return;
  const states = `Only a SetupIntent with one of the following statuses may be ${participles[happening]}: ${allowed[happening].join(', ')}.`;
  throw errors.stateInvalid(
    happening === 'confirm' && row.status === 'succeeded'
      ? 'You cannot confirm this SetupIntent because it has already succeeded.'
      : `You cannot ${happening} this SetupIntent because it has a status of ${row.status}. ${states}`,
    { code: 'setup_intent_unexpected_state', setup_intent: shown },
  );
}

import { errors } from '@onfile/shared/errors.ts';
import type { CardFacts, Checks } from '../../network/network.ts';
import { addressOf, type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import { cardFault } from '../../vault/card-checks.ts';
import type { PaymentMethodDoc, PaymentMethodRow } from './table.ts';

export type AllowRedisplay = 'always' | 'limited' | 'unspecified';

export interface BillingDetailsChange {
  readonly address?: Parameters<typeof addressOf>[0] | null | undefined;
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
}

/** How long a security code may wait for its first authorization. */
export const securityCodeSeconds = 10 * 60;

export interface NewCard {
  readonly facts: CardFacts;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly preferredNetwork: string | null;
  readonly fingerprint: string;
  readonly sealed: string;
}

export function newPaymentMethod(
  card: NewCard,
  given: {
    readonly allow_redisplay?: AllowRedisplay | undefined;
    readonly billing_details?: BillingDetailsChange | undefined;
    readonly metadata?: MetadataChange;
  },
  birth: { readonly id: string; readonly now: number },
): PaymentMethodRow {
  return {
    id: birth.id,
    created: birth.now,
    customer: null,
    type: 'card',
    allow_redisplay: given.allow_redisplay ?? 'unspecified',
    fingerprint: card.fingerprint,
    last4: card.last4,
    sealed_card: card.sealed,
    doc: {
      billing_details: changeBillingDetails(
        { address: addressOf({}), email: null, name: null, phone: null },
        given.billing_details ?? {},
      ),
      card: {
        brand: card.facts.brand,
        networks: card.facts.networks,
        preferred_network: card.preferredNetwork,
        country: card.facts.country,
        funding: card.facts.funding,
        last4: card.last4,
        exp_month: card.expMonth,
        exp_year: card.expYear,
        checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
      },
      metadata: mergeMetadata({}, given.metadata),
      network_transaction_id: null,
      lifecycle: 'fresh',
    },
  };
}

/** A card that was created earlier, with what is specified for it now. */
export function withGiven(
  row: PaymentMethodRow,
  given: {
    readonly allow_redisplay?: AllowRedisplay | undefined;
    readonly billing_details?: BillingDetailsChange | undefined;
    readonly metadata?: MetadataChange;
  },
): PaymentMethodRow {
  return {
    ...row,
    allow_redisplay: given.allow_redisplay ?? row.allow_redisplay,
    doc: {
      ...row.doc,
      billing_details: changeBillingDetails(row.doc.billing_details, given.billing_details ?? {}),
      metadata: mergeMetadata(row.doc.metadata, given.metadata),
    },
  };
}

export function changeBillingDetails(
  before: PaymentMethodDoc['billing_details'],
  change: BillingDetailsChange,
): PaymentMethodDoc['billing_details'] {
  const { address } = change;
  return {
    address: address === undefined ? before.address : addressOf(address ?? {}),
    email: change.email === undefined ? before.email : change.email,
    name: change.name === undefined ? before.name : change.name,
    phone: change.phone === undefined ? before.phone : change.phone,
  };
}

export interface PaymentMethodChange {
  readonly allow_redisplay?: AllowRedisplay | undefined;
  readonly billing_details?: BillingDetailsChange | undefined;
  readonly card?:
    | {
        readonly exp_month?: number | undefined;
        readonly exp_year?: number | undefined;
        readonly networks?: { readonly preferred?: string | null | undefined } | undefined;
      }
    | undefined;
  readonly metadata?: MetadataChange;
}

/** Throws 400 for a card without a customer, or a network that the card does not have; 402 for an expiry in the past. */
export function changePaymentMethod(
  row: PaymentMethodRow,
  change: PaymentMethodChange,
  now: number,
): PaymentMethodRow {
  if (row.customer === null) {
    throw errors.stateInvalid('You must save this PaymentMethod to a customer before you can update it.');
  }
  const { doc } = row;
  const preferred = change.card?.networks?.preferred;
  if (preferred && !doc.card.networks.includes(preferred)) {
    throw errors.parameterInvalid(
      `The card cannot be processed on the network ${preferred}.`,
      'card[networks][preferred]',
    );
  }
  const { exp_month = doc.card.exp_month, exp_year = doc.card.exp_year } = change.card ?? {};
  if (exp_month !== doc.card.exp_month || exp_year !== doc.card.exp_year) {
    requireExpiry(exp_month, exp_year, now);
  }
  return {
    ...row,
    allow_redisplay: change.allow_redisplay ?? row.allow_redisplay,
    doc: {
      ...doc,
      billing_details: changeBillingDetails(doc.billing_details, change.billing_details ?? {}),
      card: {
        ...doc.card,
        exp_month,
        exp_year,
        preferred_network: preferred === undefined ? doc.card.preferred_network : preferred,
      },
      metadata: mergeMetadata(doc.metadata, change.metadata),
    },
  };
}

const spentForAttach =
  'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.';
const spentForCharge =
  'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.';

/** Throws 400 if the card is another customer's or used up; returns whether there is anything to do. */
export function mayAttach(row: PaymentMethodRow, customer: string): boolean {
  if (row.customer === customer) return false;
  if (row.customer !== null) {
    throw errors.stateInvalid('The payment method you provided has already been attached to a customer.');
  }
  if (row.doc.lifecycle === 'spent') throw errors.stateInvalid(spentForAttach);
  return true;
}

/** Whether the card may be used for an intent of the customer: not used up, and not somebody else's. */
export function isChargeable(row: PaymentMethodRow, customer: string | null): boolean {
  return !isSpent(row) && (row.customer === null || row.customer === customer);
}

function isSpent(row: PaymentMethodRow): boolean {
  return row.doc.lifecycle === 'spent' || row.sealed_card === null;
}

/** Throws 400 if the card may not be used for the intent: used up, or another customer's. */
export function requireChargeable(
  row: PaymentMethodRow,
  customer: string | null,
  intent: 'PaymentIntent' | 'SetupIntent',
): void {
  if (isSpent(row)) throw errors.stateInvalid(spentForCharge);
  if (!isChargeable(row, customer)) {
    throw errors.stateInvalid(
      `The \`payment_method\` parameter supplied ${row.id} belongs to the Customer ${row.customer}. Please include the Customer in the \`customer\` parameter on the ${intent}.`,
      { param: 'payment_method' },
    );
  }
}

export function attached(row: PaymentMethodRow, customer: string): PaymentMethodRow {
  return { ...row, customer, doc: { ...row.doc, lifecycle: 'attached' } };
}

/** Final: the number is destroyed, and the card cannot be used or attached again. Throws 400 without a customer. */
export function detached(row: PaymentMethodRow): PaymentMethodRow {
  if (row.customer === null) {
    throw errors.stateInvalid(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  }
  return spent({ ...row, customer: null });
}

export function spent(row: PaymentMethodRow): PaymentMethodRow {
  return { ...row, sealed_card: null, doc: { ...row.doc, lifecycle: 'spent' } };
}

/** The issuer's results for the security code and the address; checks that were not made keep their last result. */
export function withChecks(row: PaymentMethodRow, checks: Checks): PaymentMethodRow {
  const { card } = row.doc;
  return {
    ...row,
    doc: {
      ...row.doc,
      card: {
        ...card,
        checks: {
          address_line1_check: checks.line1 ?? card.checks.address_line1_check,
          address_postal_code_check: checks.postalCode ?? card.checks.address_postal_code_check,
          cvc_check: checks.cvc ?? card.checks.cvc_check,
        },
      },
    },
  };
}

export function isExpired(card: { exp_month: number; exp_year: number }, now: number): boolean {
  const today = new Date(now * 1000);
  const month = today.getUTCFullYear() * 12 + today.getUTCMonth() + 1;
  return card.exp_year * 12 + card.exp_month < month;
}

/** Throws 402 unless the card's expiry is in the future, within 50 years. */
export function requireExpiry(month: number, year: number, now: number): void {
  if (month < 1 || month > 12) throw cardFault('invalid_expiry_month');
  const today = new Date(now * 1000);
  const thisYear = today.getUTCFullYear();
  if (year < thisYear || year > thisYear + 50) throw cardFault('invalid_expiry_year');
  if (year === thisYear && month < today.getUTCMonth() + 1) throw cardFault('invalid_expiry_month');
}

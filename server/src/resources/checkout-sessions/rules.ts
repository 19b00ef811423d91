import { errors } from '@onfile/shared/errors.ts';
import { formatAmount, maximumAmount, minimumCharge } from '@onfile/shared/money.ts';
import { addressOf, mergeMetadata } from '../../params/groups.ts';
import { takesFreeOrders } from '../../versions/2023-08-16-free-orders.ts';
import { requireDivisible } from '../divisible-amount.ts';
import { shippingOf } from '../payment-intents/shipping.ts';
import { amountsOfSession } from './amounts.ts';
import { modeOf } from './modes.ts';
import type { CreateParams, UpdateParams } from './params.ts';
import type { FutureUsage, SessionDoc, SessionLineItem, SessionRow } from './table.ts';

export const defaultLifeSeconds = 24 * 60 * 60;

/** Whether nothing is to be paid, so that no card is asked for and there is no payment. */
export function isFree(doc: Pick<SessionDoc, 'mode' | 'currency' | 'line_items'>): boolean {
  return modeOf(doc).sells && amountsOfSession(doc).total === 0;
}

interface Birth {
  readonly id: string;
  readonly clientSecret: string;
  /** Where the buyer pays, if on Onfile's page. */
  readonly hostedUrl: string;
  readonly business: NonNullable<SessionDoc['hosted']>['business'];
  readonly now: number;
  readonly mode: SessionDoc['mode'];
  readonly currency: string | null;
  readonly setupIntent: string | null;
  readonly lineItems: readonly SessionLineItem[];
  readonly customer: { readonly id: string; readonly details: SessionDoc['customer_details'] } | null;
  /** Of the API. */
  readonly version: string;
}

/** Accepts the words of both vocabularies; by default the page is Onfile's. */
export function isHosted({ ui_mode: mode }: Pick<CreateParams, 'ui_mode'>): boolean {
  return mode === undefined || mode === 'hosted_page' || mode === 'hosted';
}

export function newSession(given: CreateParams, birth: Birth): SessionRow {
  if (birth.currency !== null && modeOf(birth).sells) {
    requireTotal(birth.lineItems, birth.currency, birth.version);
  }
  const email = given.customer_email ?? null;
  const details = birth.customer?.details ?? (email === null ? null : emptyDetails(email));
  return {
    id: birth.id,
    created: birth.now,
    customer: birth.customer?.id ?? null,
    customer_email: details?.email ?? null,
    payment_intent: null,
    setup_intent: birth.setupIntent,
    status: 'open',
    expires_at: given.expires_at ?? birth.now + defaultLifeSeconds,
    doc: {
      ...wishes(given),
      buyer: { email: null, phone: null, billing: null, shipping: null },
      client_secret: birth.clientSecret,
      collected: null,
      consent_collection: consentAsked(given),
      currency: birth.currency,
      customer_email: email,
      customer_creation: birth.customer === null ? (given.customer_creation ?? 'if_required') : null,
      customer_details: details,
      hosted: isHosted(given) ? hostedPage(given, birth) : null,
      last_payment_error: null,
      line_items: birth.lineItems,
      metadata: mergeMetadata({}, given.metadata),
      mode: birth.mode,
      payment_intent_data: intentData(given),
      card_options: cardOptions(given),
      payment_status: statusOfPayment(birth.currency, birth.lineItems),
      saved_payment_method_options: savedOptions(given),
    },
  };
}

/** What the merchant specifies for a session, with defaults. */
function wishes(given: CreateParams) {
  return {
    adaptive_pricing: given.adaptive_pricing?.enabled ?? false,
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    billing_address_collection: given.billing_address_collection ?? null,
    client_reference_id: given.client_reference_id ?? null,
    integration_identifier: given.integration_identifier ?? null,
    locale: given.locale ?? null,
    allow_redisplay: given.payment_method_data?.allow_redisplay ?? null,
    phone_number_collection: given.phone_number_collection?.enabled ?? false,
    permissions:
      given.permissions === undefined
        ? null
        : { update_shipping_details: given.permissions.update_shipping_details ?? 'client_only' },
    return_url: given.return_url ?? null,
  };
}

function consentAsked({ consent_collection: asked }: CreateParams): SessionDoc['consent_collection'] {
  if (asked === undefined) return null;
  return {
    payment_method_reuse_agreement: asked.payment_method_reuse_agreement ?? null,
    promotions: asked.promotions ?? null,
    terms_of_service: asked.terms_of_service ?? null,
  };
}

function hostedPage(given: CreateParams, { hostedUrl, business }: Birth): SessionDoc['hosted'] {
  return {
    url: hostedUrl,
    success_url: given.success_url ?? '',
    cancel_url: given.cancel_url ?? null,
    submit_type: given.submit_type ?? null,
    business,
  };
}

function intentData({
  payment_intent_data: intent,
  payment_method_options: options,
}: CreateParams): SessionDoc['payment_intent_data'] {
  return {
    capture_method: options?.card?.capture_method ?? intent?.capture_method ?? 'automatic_async',
    description: intent?.description ?? null,
    metadata: mergeMetadata({}, intent?.metadata),
    receipt_email: intent?.receipt_email ?? null,
    setup_future_usage: intent?.setup_future_usage ?? null,
    shipping: intent?.shipping === undefined ? null : shippingOf(intent.shipping),
    statement_descriptor: intent?.statement_descriptor ?? null,
    statement_descriptor_suffix: intent?.statement_descriptor_suffix ?? null,
  };
}

function cardOptions({ payment_method_options: options }: CreateParams): SessionDoc['card_options'] {
  return {
    request_three_d_secure: options?.card?.request_three_d_secure ?? 'automatic',
    setup_future_usage: options?.card?.setup_future_usage ?? null,
    capture_method: options?.card?.capture_method ?? null,
  };
}

function savedOptions({
  saved_payment_method_options: saved,
}: CreateParams): SessionDoc['saved_payment_method_options'] {
  return {
    allow_redisplay_filters: saved?.allow_redisplay_filters ?? ['always'],
    payment_method_remove: saved?.payment_method_remove ?? 'disabled',
    payment_method_save: saved?.payment_method_save ?? null,
  };
}

function statusOfPayment(
  currency: string | null,
  line_items: readonly SessionLineItem[],
): SessionDoc['payment_status'] {
  return amountsOfSession({ currency, line_items }).total === 0 ? 'no_payment_required' : 'unpaid';
}

/** Throws 400 for a total that can be neither charged nor given away. */
function requireTotal(line_items: readonly SessionLineItem[], currency: string, version: string): void {
  const { total } = amountsOfSession({ currency, line_items });
  if (total === 0 && takesFreeOrders(version)) return;
  requireDivisible(total, currency, 'line_items');
  const minimum = minimumCharge(currency);
  if (total < minimum) {
    throw errors.parameterInvalid(
      `The Checkout Session's total amount due must add up to at least ${formatAmount(minimum, currency, 'en')} ${currency}`,
      'line_items',
      'amount_too_small',
    );
  }
  if (total > maximumAmount) {
    throw errors.parameterInvalid(
      `The Checkout Session's total amount due must be no more than ${formatAmount(maximumAmount, currency, 'en')} ${currency}`,
      'line_items',
      'amount_too_large',
    );
  }
}

/** The currency of a session that is paid. */
export function currencyOf({ currency }: Pick<SessionDoc, 'currency'>): string {
  if (currency === null) throw new Error('A session in setup mode has no amounts.');
  return currency;
}

export function emptyDetails(email: string | null): NonNullable<SessionDoc['customer_details']> {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
  };
}

/** The usage that the merchant asks for, whatever the buyer chooses. The card's own option takes precedence. */
export function futureUsageOf(doc: SessionDoc): FutureUsage | null {
  return doc.card_options.setup_future_usage ?? doc.payment_intent_data.setup_future_usage;
}

/** Changes the quantity for the buyer, within what the merchant allows. Throws 400. */
export function changeQuantity(
  row: SessionRow,
  lineItem: string,
  quantity: number,
  version: string,
): SessionRow {
  const item = row.doc.line_items.find(({ id }) => id === lineItem);
  if (item === undefined) throw errors.missingInBody('line item', lineItem, 'line_items[0][id]');
  const range = item.adjustable_quantity;
  if (range === null)
    throw errors.parameterInvalid('The quantity of this item cannot be changed.', 'line_items[0][quantity]');
  if (quantity < range.minimum || quantity > range.maximum) {
    throw errors.parameterInvalid(
      `The quantity must be between ${range.minimum} and ${range.maximum}.`,
      'line_items[0][quantity]',
    );
  }
  const lineItems = row.doc.line_items
    .map((other) => (other.id === lineItem ? { ...other, quantity } : other))
    .filter((other) => other.quantity > 0);
  requireTotal(lineItems, currencyOf(row.doc), version);
  return {
    ...row,
    doc: { ...row.doc, line_items: lineItems, payment_status: statusOfPayment(row.doc.currency, lineItems) },
  };
}

/** Throws 400 if the buyer was shown a total other than the current one. */
export function requireExpectedAmount({ doc }: SessionRow, expected: number | undefined): void {
  if (expected === undefined || expected === amountsOfSession(doc).total) return;
  throw errors.parameterInvalid(
    'The amount of this Checkout Session has changed since it was shown. Refresh the page and confirm again.',
    'expected_amount',
    'checkout_amount_mismatch',
  );
}

/** Throws 400 unless the session can still change. */
export function requireOpen(row: SessionRow, now: number): void {
  if (row.status !== 'open' || row.expires_at <= now) {
    const status = row.status === 'open' ? 'expired' : row.status;
    throw errors.stateInvalid(
      status === 'expired'
        ? 'This Checkout Session has expired. Start a new one to pay.'
        : 'This Checkout Session is complete and cannot be changed or paid again.',
    );
  }
}

export function requireExpirable(row: SessionRow): void {
  if (row.status === 'open') return;
  throw errors.stateInvalid(
    `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${row.status}\`.`,
  );
}

export function expired(row: SessionRow): SessionRow {
  return { ...row, status: 'expired' };
}

/** A server's update of an open session; its line items have been resolved before. */
export function changeSession(
  row: SessionRow,
  change: UpdateParams,
  lineItems: readonly SessionLineItem[] | undefined,
  version: string,
): SessionRow {
  const { doc } = row;
  const intent = change.payment_intent_data;
  const shipping = change.collected_information?.shipping_details;
  if (lineItems !== undefined) requireTotal(lineItems, currencyOf(doc), version);
  return {
    ...row,
    doc: {
      ...doc,
      ...(lineItems === undefined
        ? {}
        : { line_items: lineItems, payment_status: statusOfPayment(doc.currency, lineItems) }),
      metadata: mergeMetadata(doc.metadata, change.metadata),
      collected:
        shipping === undefined
          ? doc.collected
          : { name: shipping.name, address: addressOf(shipping.address) },
      payment_intent_data: {
        ...doc.payment_intent_data,
        description: changed(intent?.description, doc.payment_intent_data.description),
        metadata: mergeMetadata(doc.payment_intent_data.metadata, intent?.metadata),
        setup_future_usage: changed(intent?.setup_future_usage, doc.payment_intent_data.setup_future_usage),
        statement_descriptor: changed(
          intent?.statement_descriptor,
          doc.payment_intent_data.statement_descriptor,
        ),
        statement_descriptor_suffix: changed(
          intent?.statement_descriptor_suffix,
          doc.payment_intent_data.statement_descriptor_suffix,
        ),
      },
    },
  };
}

function changed<Value>(change: Value | null | undefined, before: Value | null): Value | null {
  return change === undefined ? before : change;
}

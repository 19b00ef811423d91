import type {
  CheckoutContact,
  CheckoutPage,
  CheckoutPageLineItem,
  ThreeDSecureAction,
} from '@onfile/shared/checkout-page.ts';
import { shownUnitAmount } from '../../amounts/line-amount.ts';
import { businessView } from '../../keys/account.ts';
import { attempts } from '../../resources/attempts/attempts.ts';
import { amountsOfSession, type SessionLineAmounts } from '../../resources/checkout-sessions/amounts.ts';
import { modeOf } from '../../resources/checkout-sessions/modes.ts';
import { futureUsageOf, isFree } from '../../resources/checkout-sessions/rules.ts';
import type { Contact, SessionRow } from '../../resources/checkout-sessions/table.ts';
import { type CustomerRow, customers } from '../../resources/customers/table.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { setupAttempts } from '../../resources/setup-attempts/table.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import type { Reader } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import { savedCards } from '../cards/saved-cards.ts';
import { challengePage, challengePaths } from '../challenges/challenge-action.ts';

/** Returns all that a browser needs to show a session. */
export async function checkoutPage(call: OpenCall, row: SessionRow): Promise<CheckoutPage> {
  const { reader } = call.store;
  const { doc } = row;
  const amounts = amountsOfSession(doc);
  const { ownUsage } = modeOf(doc);
  const customer = row.customer === null ? undefined : await customers.find(reader, row.customer);
  // A customer that an earlier attempt created is the buyer's to correct.
  const chosen = customer !== undefined && doc.customer_creation === null ? customer : null;
  const open = row.status === 'open' && row.expires_at > call.now;
  const challenged = open ? await challengedAttempt(reader, row) : null;
  return {
    id: row.id,
    object: 'checkout.page',
    session_id: row.id,
    livemode: call.livemode,
    mode: doc.mode,
    status: row.status === 'open' && !open ? 'expired' : row.status,
    payment_status: doc.payment_status,
    collects_card: !isFree(doc),
    currency: doc.currency ?? call.account.settings.defaultCurrency,
    expires_at: row.expires_at,
    amount_subtotal: amounts.subtotal,
    amount_discount: amounts.discount,
    amount_shipping: amounts.shipping,
    amount_tax_exclusive: amounts.taxExclusive,
    amount_tax_inclusive: amounts.taxInclusive,
    amount_total: amounts.total,
    line_items: amounts.lines.map(lineItem),
    customer: chosen === null ? null : { id: chosen.id, email: chosen.email, name: chosen.name },
    customer_email: doc.customer_email,
    ...contactOf(doc, chosen, customer),
    billing_address_collection: doc.billing_address_collection ?? 'auto',
    phone_number_collection: doc.phone_number_collection,
    terms_of_service_required: doc.consent_collection?.terms_of_service === 'required',
    saved_payment_methods: await savedPaymentMethods(call, row),
    payment_method_save: maySave(row) ? 'enabled' : 'disabled',
    payment_method_save_usage: 'off_session',
    payment_method_remove: doc.saved_payment_method_options.payment_method_remove,
    setup_future_usage: ownUsage ?? futureUsageOf(doc),
    reuse_agreement: doc.consent_collection?.payment_method_reuse_agreement?.position ?? 'auto',
    payment_method_types: ['card'],
    return_url: challenged?.return_url ?? doc.return_url ?? doc.hosted?.success_url ?? null,
    hosted: hostedPage(doc),
    locale: doc.locale,
    business: businessView(call.account),
    last_payment_error: doc.last_payment_error,
    next_action: challenged === null ? null : nextAction(call, row, challenged.id),
  };
}

/** What is known of the buyer; `chosen` is the customer whom the merchant named. */
function contactOf(
  doc: SessionRow['doc'],
  chosen: CustomerRow | null,
  customer: CustomerRow | undefined,
): Pick<CheckoutPage, 'email' | 'phone_number' | 'billing_address' | 'shipping_address'> {
  return {
    email: doc.customer_email ?? chosen?.email ?? doc.buyer.email ?? customer?.email ?? null,
    phone_number: doc.buyer.phone ?? customer?.phone ?? null,
    billing_address: contact(doc.buyer.billing) ?? addressOfCustomer(customer),
    shipping_address: contact(doc.buyer.shipping ?? doc.collected),
  };
}

async function savedPaymentMethods(
  { store, now }: OpenCall,
  { customer, doc }: SessionRow,
): Promise<CheckoutPage['saved_payment_methods']> {
  if (customer === null || !modeOf(doc).showsSavedCards) return null;
  return savedCards(store.reader, customer, doc.saved_payment_method_options.allow_redisplay_filters, now);
}

function hostedPage({ hosted }: SessionRow['doc']): CheckoutPage['hosted'] {
  return hosted && { cancel_url: hosted.cancel_url, submit_type: hosted.submit_type ?? 'auto' };
}

function maySave({ customer, doc }: SessionRow): boolean {
  return (
    doc.saved_payment_method_options.payment_method_save === 'enabled' &&
    (customer !== null || doc.customer_creation === 'always')
  );
}

function lineItem({ line: { item }, ...amounts }: SessionLineAmounts): CheckoutPageLineItem {
  return {
    id: item.id,
    name: item.name,
    description: item.description,
    quantity: item.quantity,
    unit_amount: shownUnitAmount(item.unit_amount_decimal),
    unit_amount_decimal: item.unit_amount_decimal,
    amount_subtotal: amounts.subtotal,
    amount_discount: amounts.discount,
    amount_tax_exclusive: amounts.taxExclusive,
    amount_tax_inclusive: amounts.taxInclusive,
    amount_total: amounts.total,
    adjustable_quantity: item.adjustable_quantity,
    images: item.images,
    price: item.price,
    unit_label: item.unit_label,
  };
}

function contact(known: Contact | null): CheckoutContact | null {
  if (known === null) return null;
  const { city, country, line1, line2, postal_code, state } = known.address;
  return { name: known.name, address: { city, country, line1, line2, postal_code, state } };
}

function addressOfCustomer(customer: CustomerRow | undefined): CheckoutContact | null {
  return customer?.doc.address == null
    ? null
    : contact({ name: customer.name, address: customer.doc.address });
}

interface ChallengedAttempt {
  readonly id: string;
  readonly return_url: string | null;
}

async function challengedAttempt(reader: Reader, row: SessionRow): Promise<ChallengedAttempt | null> {
  const intent =
    row.payment_intent === null ? undefined : await paymentIntents.find(reader, row.payment_intent);
  const setup = row.setup_intent === null ? undefined : await setupIntents.find(reader, row.setup_intent);
  const id = intent?.doc.challenged_attempt ?? setup?.doc.challenged_attempt ?? null;
  if (id === null) return null;
  const attempt =
    setup === undefined ? await attempts.find(reader, id) : await setupAttempts.find(reader, id);
  return attempt === undefined ? null : { id, return_url: attempt.doc.return_url };
}

function nextAction(call: OpenCall, row: SessionRow, attempt: string): ThreeDSecureAction {
  return {
    type: 'three_d_secure',
    attempt,
    challenge_url: `${call.services.origin}${challengePaths.frame}`,
    redirect_url: challengePage(call.services.origin, attempt, row.doc.client_secret),
  };
}

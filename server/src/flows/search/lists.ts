import { paymentState } from '@onfile/shared/payment-state.ts';
import { shownUnitAmount } from '../../amounts/line-amount.ts';
import { charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { amountsOfSession } from '../../resources/checkout-sessions/amounts.ts';
import { modeOf } from '../../resources/checkout-sessions/modes.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { consents } from '../../resources/consents/table.ts';
import { customers } from '../../resources/customers/table.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { prices } from '../../resources/prices/table.ts';
import { products } from '../../resources/products/table.ts';
import type { EntriesOf, Entry } from '../../search/entries.ts';
import { shownAmount, shownCard, shownMetadata, shownPhone } from '../../search/shown.ts';
import type { Reader } from '../../store/store.ts';

/** What each list's rows can be found by; null for a row that its list does not show. What is added here becomes searchable. */
export const entriesOf: EntriesOf = {
  payment_intents: paymentEntry,
  customers: customerEntry,
  checkout_sessions: sessionEntry,
  products: productEntry,
  consents: consentEntry,
};

/** How many charges or cards a payment or customer can be found by: the newest, if there are more. */
const partsMax = 100;

async function paymentEntry(reader: Reader, id: string): Promise<Entry | null> {
  const row = await paymentIntents.find(reader, id);
  if (row === undefined) return null;
  const { doc } = row;
  const made = (await charges.page(reader, { limit: partsMax, where: { payment_intent: id } })).rows;
  const charge = made.find((each) => each.id === doc.latest_charge);
  const method =
    charge === undefined && doc.payment_method !== null
      ? await paymentMethods.find(reader, doc.payment_method)
      : undefined;
  const customer = row.customer === null ? undefined : await customers.find(reader, row.customer);
  const billing = charge?.doc.billing_details;
  const state = paymentState(
    { status: row.status, declined: doc.last_payment_error !== null },
    charge === undefined ? null : chargeView(charge, reader.scope.livemode),
  );
  return {
    created: row.created,
    tags: { status: state, customer: row.customer },
    texts: [
      id,
      ...made.map((each) => each.id),
      state.replaceAll('_', ' '),
      ...shownAmount(row.amount, row.currency),
      ...shownAmount(doc.amount_received, row.currency),
      ...shownCard(charge?.doc.card ?? method?.doc.card ?? null),
      row.customer,
      ...(customer === undefined || customer.deleted ? [] : [customer.name, customer.email]),
      billing?.name,
      billing?.email,
      doc.receipt_email,
      doc.description,
      ...shownMetadata(doc.metadata),
    ],
  };
}

async function customerEntry(reader: Reader, id: string): Promise<Entry | null> {
  const row = await customers.find(reader, id);
  if (row === undefined || row.deleted) return null;
  const cards = (await paymentMethods.page(reader, { limit: partsMax, where: { customer: id } })).rows;
  return {
    created: row.created,
    tags: {},
    texts: [
      id,
      row.name,
      row.email,
      ...shownPhone(row.phone),
      row.doc.description,
      ...cards.flatMap(({ doc }) => shownCard(doc.card)),
      ...shownMetadata(row.doc.metadata),
    ],
  };
}

async function sessionEntry(reader: Reader, id: string): Promise<Entry | null> {
  const row = await checkoutSessions.find(reader, id);
  if (row === undefined) return null;
  const { doc } = row;
  return {
    created: row.created,
    tags: { status: row.status, customer: row.customer },
    texts: [
      id,
      row.status,
      doc.payment_status.replaceAll('_', ' '),
      doc.mode,
      ...(modeOf(doc).sells ? shownAmount(amountsOfSession(doc).total, doc.currency) : []),
      row.customer,
      row.payment_intent,
      row.setup_intent,
      row.customer_email,
      doc.customer_email,
      doc.customer_details?.name,
      ...shownPhone(doc.customer_details?.phone),
      doc.client_reference_id,
      ...doc.line_items.map(({ name }) => name),
      ...shownMetadata(doc.metadata),
    ],
  };
}

async function productEntry(reader: Reader, id: string): Promise<Entry | null> {
  const row = await products.find(reader, id);
  if (row === undefined || row.deleted) return null;
  const { doc } = row;
  const price = doc.default_price === null ? undefined : await prices.find(reader, doc.default_price);
  const state = row.active ? 'active' : 'archived';
  return {
    created: row.created,
    tags: { status: state },
    texts: [
      id,
      row.name,
      row.description,
      state,
      doc.default_price,
      ...shownAmount(
        price === undefined ? null : shownUnitAmount(price.doc.unit_amount_decimal),
        price?.currency ?? null,
      ),
      ...shownMetadata(doc.metadata),
    ],
  };
}

async function consentEntry(reader: Reader, id: string): Promise<Entry | null> {
  const row = await consents.find(reader, id);
  if (row === undefined) return null;
  const { doc } = row;
  return {
    created: row.created,
    tags: { customer: row.customer, payment_method: row.payment_method },
    texts: [
      id,
      row.sequence,
      doc.action,
      ...shownCard(doc.card),
      doc.email,
      row.customer,
      row.payment_method,
      ...doc.uses.map((use) => use.replaceAll('_', ' ')),
      doc.source.replaceAll('_', ' '),
      row.hash,
      doc.checkout_session,
      doc.payment_intent,
      doc.setup_intent,
    ],
  };
}

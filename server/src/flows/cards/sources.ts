import { errors } from '@onfile/shared/errors.ts';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import { customers } from '../../resources/customers/table.ts';
import { customerView } from '../../resources/customers/view.ts';
import { type Paging, shortListPage } from '../../resources/list.ts';
import { cardView } from '../../resources/payment-methods/card-view.ts';
import { changePaymentMethod } from '../../resources/payment-methods/rules.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { CreateParams, UpdateParams } from '../../resources/sources/params.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { attachSource, verifiedSource } from './attach-source.ts';
import { detachPaymentMethod } from './detach-payment-method.ts';
import { findSource, sourcesOf } from './find-source.ts';

/**
 * `POST /v1/customers/:customer/sources`: asks the issuer, then commits the card as the customer's, and as their default if
 * they have none. A decline or a crash before that commit attaches nothing; the repeated request continues with the card.
 */
export async function createSource(call: Call<CreateParams>) {
  const customer = await requireCustomer(call, call.store.reader);
  const { card, approval } = await verifiedSource(call, call.params.source, call.params.metadata);
  if (approval === null) return cardView(card);
  return call.store.write(call.origin, async (transaction) => {
    const made = await attachSource(call, transaction, card.id, customer, approval);
    await becomeDefault(call, transaction, customer, made.id);
    return cardView(made);
  });
}

async function becomeDefault(
  call: Call<unknown>,
  transaction: Transaction,
  customer: string,
  source: string,
): Promise<void> {
  const before = await customers.lock(transaction, customer);
  if (before === undefined || before.doc.default_source) return;
  const after = { ...before, doc: { ...before.doc, default_source: source } };
  await customers.update(transaction, after);
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'customer.updated',
    object: customerView(after, call.livemode),
    previous: { default_source: null },
  });
}

/** `GET /v1/customers/:customer/sources/:source` */
export async function readSource(call: Call<unknown>, reader: Reader) {
  return cardView(await requireSource(call, reader));
}

/** `GET /v1/customers/:customer/sources` */
export async function listSources(
  call: Call<Paging & { readonly object?: string | undefined }>,
  reader: Reader,
) {
  const customer = await requireCustomer(call, reader);
  const { object = 'card' } = call.params;
  const cards = object === 'card' ? await sourcesOf(reader, customer) : [];
  const url = `/v1/customers/${customer}/sources`;
  return shortListPage(cards.map(cardView), call.params, { noun: 'source', url });
}

/** `POST /v1/customers/:customer/sources/:source`: the change and its events, old and new, commit together. */
export async function updateSource(call: Call<UpdateParams>, transaction: Transaction) {
  const { id, doc } = await requireSource(call, transaction);
  const before = await paymentMethods.lock(transaction, id);
  if (before === undefined) throw errors.missingInPath('source', id);
  const { exp_month, exp_year, metadata, name } = call.params;
  const { address } = doc.billing_details;
  const after = changePaymentMethod(
    before,
    {
      billing_details: { name, address: { ...address, ...addressIn(call.params) } },
      card: { exp_month, exp_year },
      metadata,
    },
    call.now,
  );
  const previous = previousAttributes(cardView(before), cardView(after));
  if (Object.keys(previous).length === 0) return cardView(after);
  await paymentMethods.update(transaction, after);
  const { ids } = call.services;
  await appendEvent(transaction, ids, call.now, {
    type: 'payment_method.updated',
    object: paymentMethodView(after, call.livemode),
    previous: previousAttributes(
      paymentMethodView(before, call.livemode),
      paymentMethodView(after, call.livemode),
    ),
  });
  await appendEvent(transaction, ids, call.now, {
    type: 'customer.source.updated',
    object: cardView(after),
    previous,
  });
  return cardView(after);
}

/** The parts of an address that a request names. */
function addressIn(given: UpdateParams) {
  const named = {
    city: given.address_city,
    country: given.address_country,
    line1: given.address_line1,
    line2: given.address_line2,
    postal_code: given.address_zip,
    state: given.address_state,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

/** `DELETE /v1/customers/:customer/sources/:source` */
export async function deleteSource(call: Call<unknown>, transaction: Transaction) {
  const { id } = await requireSource(call, transaction);
  await detachPaymentMethod(call, transaction, id);
  return { id, object: 'card', deleted: true };
}

/** The hidden `sources` field of a customer, for expansion. */
export async function loadSourcesOfCustomer(reader: Reader, customer: string) {
  const cards = (await sourcesOf(reader, customer)).map(cardView);
  return shortListPage(cards, { limit: 10 }, { noun: 'source', url: `/v1/customers/${customer}/sources` });
}

/** A source by id, for expansion. */
export async function loadSource(reader: Reader, id: string) {
  const row = await paymentMethods.find(reader, id);
  return row === undefined ? null : cardView(row);
}

async function requireSource(call: Call<unknown>, reader: Reader): Promise<PaymentMethodRow> {
  const customer = await requireCustomer(call, reader);
  const { source = '' } = call.path;
  const row = await findSource(reader, customer, source);
  if (row === null) throw errors.missingInPath('source', source);
  return row;
}

async function requireCustomer(call: Call<unknown>, reader: Reader): Promise<string> {
  const { customer = '' } = call.path;
  const row = await customers.find(reader, customer);
  if (row === undefined || row.deleted) throw errors.missingInPath('customer', customer);
  return customer;
}

import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import type { CreateParams } from '../../resources/customers/params.ts';
import { newCustomer } from '../../resources/customers/rules.ts';
import { customers } from '../../resources/customers/table.ts';
import { customerView } from '../../resources/customers/view.ts';
import { mayAttach } from '../../resources/payment-methods/rules.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { attachSource, verifiedSource } from '../cards/attach-source.ts';
import { attachVerified, verifyCard } from '../cards/attach-verified.ts';
import { findPaymentMethod } from '../cards/find-payment-method.ts';
import { requireRoom } from '../clocks/test-clock-room.ts';
import { there } from '../payments/attempt-parts.ts';

/** `POST /v1/customers` without a card. Customer and event commit together; a crash leaves neither. */
export async function createCustomer(call: Call<CreateParams>, transaction: Transaction) {
  return insertCustomer(call, transaction, call.services.ids.next('customer'), undefined);
}

/**
 * `POST /v1/customers` with a payment method or a source. Asks the card's issuer first, then commits the customer with the
 * card attached; a declined card creates no customer, nor does a crash before that commit. The repeated request asks
 * again, with the card that a token has already become.
 */
export async function createCustomerWithCard(call: Call<CreateParams>) {
  const { payment_method, source } = call.params;
  if (payment_method !== undefined && source !== undefined) {
    throw errors.parametersExclusive(['payment_method', 'source'], 'source');
  }
  return source === undefined ? withPaymentMethod(call, payment_method ?? '') : withSource(call, source);
}

async function withPaymentMethod(call: Call<CreateParams>, name: string) {
  const card = await findPaymentMethod(call, name, 'body', 'now');
  const id = call.services.ids.next('customer');
  mayAttach(card.row, id);
  const approval = await verifyCard(call, card);
  return call.store.write(call.origin, async (transaction) => {
    const view = await insertCustomer(call, transaction, id, undefined);
    await attachVerified(call, transaction, card.row.id, id, approval);
    return view;
  });
}

async function withSource(call: Call<CreateParams>, source: string) {
  const { card, approval } = await verifiedSource(call, source);
  if (approval === null) {
    const made = there(await customers.find(call.store.reader, card.customer ?? ''), card.id);
    return customerView(made, call.livemode);
  }
  const id = call.services.ids.next('customer');
  return call.store.write(call.origin, async (transaction) => {
    const view = await insertCustomer(call, transaction, id, card.id);
    await attachSource(call, transaction, card.id, id, approval);
    return view;
  });
}

async function insertCustomer(
  call: Call<CreateParams>,
  transaction: Transaction,
  id: string,
  default_source: string | undefined,
) {
  const { ids } = call.services;
  if (call.params.test_clock !== undefined) await requireRoom(transaction, call.params.test_clock);
  const birth = { id, now: call.now, invoicePrefix: ids.next('invoice_prefix') };
  const row = newCustomer({ ...call.params, default_source }, birth);
  const view = customerView(row, call.livemode);
  await customers.insert(transaction, row);
  await appendEvent(transaction, ids, call.now, { type: 'customer.created', object: view });
  return view;
}

import { errors } from '@onfile/shared/errors.ts';
import { isFree } from '../api/checkout-sessions/rules.ts';
import type { BuyerDetails, SessionRow } from '../api/checkout-sessions/table.ts';
import { newCustomer } from '../api/customers/rules.ts';
import { customers } from '../api/customers/table.ts';
import { customerView } from '../api/customers/view.ts';
import type { ConfirmParams } from '../api/payment-pages/params.ts';
import type { Call } from '../api/route.ts';
import { appendEvent } from '../outbox/append.ts';
import type { Transaction } from '../store/store.ts';
import { receivePaymentMethod } from './receive-card.ts';
import { requireCustomer } from './require-customer.ts';

/** Throws 400 while something that the merchant asks of the buyer is missing. */
export function requireCollected(session: SessionRow, buyer: BuyerDetails, given: ConfirmParams): void {
  const { doc } = session;
  const address = buyer.billing?.address ?? given.payment_method_data?.billing_details?.address;
  if (
    doc.billing_address_collection === 'required' &&
    given.payment_method === undefined &&
    !address?.line1
  ) {
    throw errors.parameterMissing('billing_address');
  }
  if (doc.phone_number_collection && buyer.phone === null) throw errors.parameterMissing('phone_number');
}

/**
 * The session with its customer: made now, where `customer_creation=always` asks for one, or no payment tells who bought.
 * Throws 400 for a deleted one.
 */
export async function withCustomer(
  call: Call<ConfirmParams>,
  transaction: Transaction,
  session: SessionRow,
  buyer: BuyerDetails,
): Promise<SessionRow> {
  if (session.customer !== null) {
    await requireCustomer(transaction, session.customer);
    return session;
  }
  if (session.doc.customer_creation !== 'always' && !isFree(session.doc)) return session;
  const { ids } = call.services;
  const given = call.params.payment_method_data?.billing_details;
  const locale = call.params.browser_locale;
  const row = newCustomer(
    {
      email: session.doc.customer_email ?? buyer.email ?? given?.email ?? null,
      name: buyer.billing?.name ?? given?.name ?? null,
      phone: buyer.phone ?? given?.phone ?? null,
      address: buyer.billing?.address ?? given?.address ?? null,
      preferred_locales: locale === null ? [] : [locale],
      shipping:
        buyer.shipping?.name == null ? null : { name: buyer.shipping.name, address: buyer.shipping.address },
    },
    { id: ids.next('customer'), now: call.now, invoicePrefix: ids.next('invoice_prefix') },
  );
  await customers.insert(transaction, row);
  await appendEvent(transaction, ids, call.now, {
    type: 'customer.created',
    object: customerView(row, call.livemode),
  });
  return { ...session, customer: row.id };
}

/** The new card of a confirmation, with the buyer's details. Throws 400 without one, 402 for data that cannot be right. */
export function receiveSessionCard(call: Call<ConfirmParams>, transaction: Transaction, buyer: BuyerDetails) {
  const given = call.params.payment_method_data;
  if (given === undefined) throw errors.parameterMissing('payment_method');
  const details = given.billing_details ?? {};
  return receivePaymentMethod(
    call,
    transaction,
    {
      card: given.card,
      billing_details: {
        address: buyer.billing?.address ?? details.address,
        email: details.email ?? buyer.email,
        name: buyer.billing?.name ?? details.name,
        phone: details.phone ?? buyer.phone,
      },
    },
    'payment_method_data[card]',
  );
}

import { errors } from '@onfile/shared/errors.ts';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import { isFree } from '../../resources/checkout-sessions/rules.ts';
import type { BuyerDetails, SessionRow } from '../../resources/checkout-sessions/table.ts';
import { changeCustomer, newCustomer } from '../../resources/customers/rules.ts';
import { customers } from '../../resources/customers/table.ts';
import { customerView } from '../../resources/customers/view.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import type { ConfirmParams } from '../../resources/payment-pages/params.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import type { TakenCard } from '../cards/card-in-hand.ts';
import { receivePaymentMethod } from '../cards/receive-card.ts';
import { requireCustomer } from '../customers/require-customer.ts';

/** Throws 400 while something that the merchant collects from the buyer is missing. */
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
 * Returns the session with its customer: created now if `customer_creation=always` asks for one, or if no payment records
 * the buyer; corrected if an earlier attempt created one. Throws 400 for a deleted customer.
 */
export async function withCustomer(
  call: Call<ConfirmParams>,
  transaction: Transaction,
  session: SessionRow,
  buyer: BuyerDetails,
): Promise<SessionRow> {
  const details = detailsOf(call, session, buyer);
  if (session.customer !== null) {
    await requireCustomer(transaction, session.customer);
    // Null if the merchant chose the customer.
    if (session.doc.customer_creation !== null) {
      await correctCustomer(call, transaction, session.customer, details);
    }
    return session;
  }
  if (session.doc.customer_creation !== 'always' && !isFree(session.doc)) return session;
  const { ids } = call.services;
  const locale = call.params.browser_locale;
  const row = newCustomer(
    { ...details, preferred_locales: locale === null ? [] : [locale] },
    { id: ids.next('customer'), now: call.now, invoicePrefix: ids.next('invoice_prefix') },
  );
  await customers.insert(transaction, row);
  await appendEvent(transaction, ids, call.now, {
    type: 'customer.created',
    object: customerView(row, call.livemode),
  });
  return { ...session, customer: row.id };
}

/** What a new customer is created with. */
function detailsOf(call: Call<ConfirmParams>, session: SessionRow, buyer: BuyerDetails) {
  const given = call.params.payment_method_data?.billing_details;
  return {
    email: session.doc.customer_email ?? buyer.email ?? given?.email ?? null,
    name: buyer.billing?.name ?? given?.name ?? null,
    phone: buyer.phone ?? given?.phone ?? null,
    address: buyer.billing?.address ?? given?.address ?? null,
    shipping:
      buyer.shipping?.name == null ? null : { name: buyer.shipping.name, address: buyer.shipping.address },
  };
}

/** Applies what the buyer says now, after an attempt that failed; what they leave out stays. */
async function correctCustomer(
  call: Call<ConfirmParams>,
  transaction: Transaction,
  id: string,
  details: ReturnType<typeof detailsOf>,
): Promise<void> {
  const before = await customers.lock(transaction, id);
  if (before === undefined) return;
  const said = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null));
  const after = changeCustomer(before, said);
  const [was, is] = [before, after].map((row) => customerView(row, call.livemode));
  if (was === undefined || is === undefined || JSON.stringify(was) === JSON.stringify(is)) return;
  await customers.update(transaction, after);
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'customer.updated',
    object: is,
    previous: previousAttributes(was, is),
  });
}

/**
 * Returns the card of a confirmation, locked: the chosen one, or a new one with the buyer's details. Throws 400 without a
 * card, 402 for impossible card data.
 */
export async function sessionCard(
  call: Call<ConfirmParams>,
  transaction: Transaction,
  buyer: BuyerDetails,
  chosen: TakenCard | null,
): Promise<TakenCard> {
  if (chosen !== null) {
    const row = await paymentMethods.lock(transaction, chosen.row.id);
    if (row === undefined) throw errors.missingInBody('PaymentMethod', chosen.row.id, 'payment_method');
    return { row, inHand: chosen.inHand };
  }
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
    'now',
  );
}

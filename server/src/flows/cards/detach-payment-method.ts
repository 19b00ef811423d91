import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { type CustomerRow, customers } from '../../resources/customers/table.ts';
import { cardView, isCardSource } from '../../resources/payment-methods/card-view.ts';
import { detached } from '../../resources/payment-methods/rules.ts';
import { paymentMethods, securityCodes } from '../../resources/payment-methods/table.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { lockFreeCard } from '../payments/in-flight.ts';
import { sourcesOf } from './find-source.ts';

/**
 * Detaches a card from its customer for good, also as their default: for the server, the buyer's page, or the customer's
 * deletion. Throws 404 if it does not exist, 400 if it has no customer, 429 while it is with the network. Writes in the
 * caller's transaction, so a crash leaves the card attached.
 */
export async function detachPaymentMethod(
  call: Pick<Call<unknown>, 'services' | 'livemode' | 'now'>,
  transaction: Transaction,
  id: string,
) {
  const before = await lockFreeCard(transaction, call.now, id);
  if (before === undefined) throw errors.missingInPath('PaymentMethod', id, 'payment_method');
  const after = detached(before);
  const view = paymentMethodView(after, call.livemode);
  await paymentMethods.update(transaction, after);
  await securityCodes.drop(transaction, id);
  const customer = before.customer === null ? undefined : await customers.lock(transaction, before.customer);
  if (customer !== undefined) await forget(transaction, customer, id);
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'payment_method.detached',
    object: view,
    previous: { customer: before.customer },
  });
  if (isCardSource(before)) {
    await appendEvent(transaction, call.services.ids, call.now, {
      type: 'customer.source.deleted',
      object: cardView(before),
    });
  }
  return view;
}

/** Removes the card as either default; the newest remaining source replaces a default source. */
async function forget(transaction: Transaction, customer: CustomerRow, card: string): Promise<void> {
  const { default_payment_method, default_source = null } = customer.doc;
  if (default_payment_method !== card && default_source !== card) return;
  const [next] = default_source === card ? await sourcesOf(transaction, customer.id) : [];
  await customers.update(transaction, {
    ...customer,
    doc: {
      ...customer.doc,
      default_payment_method: default_payment_method === card ? null : default_payment_method,
      default_source: default_source === card ? (next?.id ?? null) : default_source,
    },
  });
}

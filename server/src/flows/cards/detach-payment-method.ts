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
 * Takes a card from its customer for good, as default too. Throws 404 when there is none, 400 when it is nobody's, 429
 * while it is with the network.
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

/** As the default of either kind; the newest source that is left takes the place of one. */
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

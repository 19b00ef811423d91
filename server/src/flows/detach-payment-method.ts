import { errors } from '@onfile/shared/errors.ts';
import { customers } from '../api/customers/table.ts';
import { detached } from '../api/payment-methods/rules.ts';
import { paymentMethods, securityCodes } from '../api/payment-methods/table.ts';
import { paymentMethodView } from '../api/payment-methods/view.ts';
import type { Call } from '../api/route.ts';
import { appendEvent } from '../outbox/append.ts';
import type { Transaction } from '../store/store.ts';
import { lockFreeCard } from './in-flight.ts';

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
  if (customer?.doc.default_payment_method === id) {
    await customers.update(transaction, {
      ...customer,
      doc: { ...customer.doc, default_payment_method: null },
    });
  }
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'payment_method.detached',
    object: view,
    previous: { customer: before.customer },
  });
  return view;
}

import { errors } from '@onfile/shared/errors.ts';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import { changePaymentMethod, type PaymentMethodChange } from '../../resources/payment-methods/rules.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';

/**
 * Changes what is known about a customer's card besides its number, for the server or the buyer's page. Throws 404 if it
 * does not exist, 400 if it has no customer, 402 for an expiry in the past. The change and its event are written in the
 * caller's transaction.
 */
export async function updatePaymentMethod(
  call: Pick<Call<unknown>, 'services' | 'livemode' | 'now'>,
  transaction: Transaction,
  id: string,
  change: PaymentMethodChange,
) {
  const before = await paymentMethods.lock(transaction, id);
  if (before === undefined) throw errors.missingInPath('PaymentMethod', id, 'payment_method');
  const after = changePaymentMethod(before, change, call.now);
  const view = paymentMethodView(after, call.livemode);
  const previous = previousAttributes(paymentMethodView(before, call.livemode), view);
  if (Object.keys(previous).length === 0) return view;
  await paymentMethods.update(transaction, after);
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'payment_method.updated',
    object: view,
    previous,
  });
  return view;
}

import { errors } from '@onfile/shared/errors.ts';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import { changePaymentMethod, type PaymentMethodChange } from '../../resources/payment-methods/rules.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';

/**
 * Changes what is known of a customer's card beside its number. Throws 404 when there is none, 400 when it is nobody's,
 * 402 for an expiry in the past.
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

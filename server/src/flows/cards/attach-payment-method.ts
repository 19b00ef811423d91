import { errors } from '@onfile/shared/errors.ts';
import { customers } from '../../resources/customers/table.ts';
import { mayAttach } from '../../resources/payment-methods/rules.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { Call, OpenCall } from '../call.ts';
import { attachVerified, verifyCard } from './attach-verified.ts';
import { findPaymentMethod } from './find-payment-method.ts';

/**
 * `POST /v1/payment_methods/:id/attach`: asks the issuer whether the card is good, then commits the attachment with its
 * event. A decline is a 402 and attaches nothing; nor does a crash before the commit, and the repeated request asks again.
 */
export async function attachPaymentMethod(call: Call<{ readonly customer: string }>) {
  const { customer } = call.params;
  const card = await findPaymentMethod(call, call.path.payment_method ?? '', 'path', 'now');
  const { row } = card;
  await requireKnown(call, customer);
  if (!mayAttach(row, customer)) return paymentMethodView(row, call.livemode);
  const approval = await verifyCard(call, card);
  return call.store.write(call.origin, async (transaction) => {
    const after = await attachVerified(call, transaction, row.id, customer, approval);
    return paymentMethodView(after, call.livemode);
  });
}

async function requireKnown(call: OpenCall, id: string): Promise<void> {
  const customer = await customers.find(call.store.reader, id);
  if (customer === undefined || customer.deleted) throw errors.missingInBody('customer', id, 'customer');
}

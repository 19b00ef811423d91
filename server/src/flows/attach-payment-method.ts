import { errors } from '@onfile/shared/errors.ts';
import { customers } from '../api/customers/table.ts';
import { mayAttach } from '../api/payment-methods/rules.ts';
import { paymentMethodView } from '../api/payment-methods/view.ts';
import type { Call } from '../api/route.ts';
import { attachVerified, verifyCard } from './attach-verified.ts';
import { findPaymentMethod } from './receive-card.ts';

type AnyCall = Omit<Call<unknown>, 'params'>;

/** `POST /v1/payment_methods/:id/attach`: the issuer is asked whether the card is good; a decline is 402 and attaches nothing. */
export async function attachPaymentMethod(call: Call<{ readonly customer: string }>) {
  const { customer } = call.params;
  const row = await findPaymentMethod(call, call.path.payment_method ?? '', 'path');
  await requireKnown(call, customer);
  if (!mayAttach(row, customer)) return paymentMethodView(row, call.livemode);
  const approval = await verifyCard(call, row);
  return call.store.write(call.origin, async (transaction) => {
    const after = await attachVerified(call, transaction, row.id, customer, approval);
    return paymentMethodView(after, call.livemode);
  });
}

async function requireKnown(call: AnyCall, id: string): Promise<void> {
  const customer = await customers.find(call.store.reader, id);
  if (customer === undefined || customer.deleted) throw errors.missingInBody('customer', id, 'customer');
}

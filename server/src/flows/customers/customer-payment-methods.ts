import { errors } from '@onfile/shared/errors.ts';
import { customers } from '../../resources/customers/table.ts';
import { listPage } from '../../resources/list.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { Reader } from '../../store/store.ts';
import type { Call } from '../call.ts';

interface CardFilter {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly type?: string | undefined;
  readonly allow_redisplay?: string | undefined;
}

/** `GET /v1/customers/:customer/payment_methods` */
export async function customerPaymentMethods(call: Call<CardFilter>, reader: Reader) {
  const customer = await requireCustomer(call, reader);
  const { type, allow_redisplay } = call.params;
  return listPage(reader, paymentMethods, {
    paging: call.params,
    filter: (cursor) => ({ ...cursor, where: { customer, type, allow_redisplay } }),
    noun: 'PaymentMethod',
    url: `/v1/customers/${customer}/payment_methods`,
    view: (row) => paymentMethodView(row, call.livemode),
  });
}

/** `GET /v1/customers/:customer/payment_methods/:payment_method` */
export async function customerPaymentMethod(call: Call<unknown>, reader: Reader) {
  const customer = await requireCustomer(call, reader);
  const id = call.path.payment_method ?? '';
  const row = await paymentMethods.find(reader, id);
  if (row === undefined || row.customer !== customer)
    throw errors.missingInPath('PaymentMethod', id, 'payment_method');
  return paymentMethodView(row, call.livemode);
}

async function requireCustomer(call: Call<unknown>, reader: Reader): Promise<string> {
  const id = call.path.customer ?? '';
  const row = await customers.find(reader, id);
  if (row === undefined || row.deleted) throw errors.missingInPath('customer', id, 'customer');
  return id;
}

import { customerListOfNothing } from '../../flows/customers/customer-list-of-nothing.ts';
import { listParams } from '../../resources/empty-lists/params.ts';
import { shortListPage } from '../../resources/list.ts';
import { type AnyRoute, route } from '../route.ts';

/**
 * Lists that clients request in passing, by the `object` name of their items: Onfile has none of these, and says so. Other
 * calls of these resources are refused as unsupported.
 */
const lists: Readonly<Record<string, string>> = {
  '/v1/application_fees': 'application_fee',
  '/v1/coupons': 'coupon',
  '/v1/credit_notes': 'credit_note',
  '/v1/invoice_payments': 'invoice_payment',
  '/v1/invoiceitems': 'invoiceitem',
  '/v1/invoices': 'invoice',
  '/v1/payment_links': 'payment_link',
  '/v1/payment_method_domains': 'payment_method_domain',
  '/v1/payouts': 'payout',
  '/v1/promotion_codes': 'promotion_code',
  '/v1/quotes': 'quote',
  '/v1/reviews': 'review',
  '/v1/shipping_rates': 'shipping_rate',
  '/v1/subscription_schedules': 'subscription_schedule',
  '/v1/subscriptions': 'subscription',
  '/v1/tax_ids': 'tax_id',
  '/v1/tax_rates': 'tax_rate',
  '/v1/topups': 'topup',
  '/v1/transfers': 'transfer',
};

/** The same for one customer. */
const customerLists: Readonly<Record<string, string>> = {
  balance_transactions: 'customer_balance_transaction',
  cash_balance_transactions: 'customer_cash_balance_transaction',
  subscriptions: 'subscription',
  tax_ids: 'tax_id',
};

export const emptyListRoutes: readonly AnyRoute[] = [
  ...Object.entries(lists).map(([path, noun]) =>
    route({
      method: 'GET',
      path,
      params: listParams,
      returns: `list:${noun}`,
      read: async (call) => shortListPage([], call.params, { noun, url: path }),
    }),
  ),
  ...Object.entries(customerLists).map(([name, noun]) =>
    route({
      method: 'GET',
      path: `/v1/customers/:customer/${name}`,
      params: listParams,
      returns: `list:${noun}`,
      read: (call, reader) => customerListOfNothing(call, reader, { name, noun }),
    }),
  ),
];

import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import { createCustomer, createCustomerWithCard } from '../../flows/customers/create-customer.ts';
import {
  customerPaymentMethod,
  customerPaymentMethods,
} from '../../flows/customers/customer-payment-methods.ts';
import { deleteCustomer } from '../../flows/customers/delete-customer.ts';
import { updateCustomer, updateCustomerWithSource } from '../../flows/customers/update-customer.ts';
import * as params from '../../resources/customers/params.ts';
import { searchFields } from '../../resources/customers/search-fields.ts';
import { type CustomerRow, customers } from '../../resources/customers/table.ts';
import { customerView, deletedCustomerView } from '../../resources/customers/view.ts';
import { listPage } from '../../resources/list.ts';
import { searchPage } from '../../resources/search.ts';
import { foldedText } from '../../search/folded-text.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const returns = 'customer';

const create = route({
  method: 'POST',
  path: '/v1/customers',
  params: params.createParams,
  returns,
  needsNetwork: (given) => given.payment_method !== undefined || given.source !== undefined,
  flow: createCustomerWithCard,
  write: createCustomer,
});

const retrieve = route({
  method: 'GET',
  path: '/v1/customers/:customer',
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const row = await customers.find(reader, call.path.customer ?? '');
    if (row === undefined) throw errors.missingInPath('customer', call.path.customer ?? '');
    return row.deleted ? deletedCustomerView(row.id) : customerView(row, call.livemode);
  },
});

const update = route({
  method: 'POST',
  path: '/v1/customers/:customer',
  params: params.updateParams,
  returns,
  needsNetwork: (given) => given.source !== undefined,
  flow: updateCustomerWithSource,
  write: updateCustomer,
});

const remove = route({
  method: 'DELETE',
  path: '/v1/customers/:customer',
  params: params.noParams,
  returns,
  write: deleteCustomer,
});

const list = route({
  method: 'GET',
  path: '/v1/customers',
  params: params.listParams,
  returns: 'list:customer',
  read: (call, reader) =>
    listPage(reader, customers, {
      paging: call.params,
      // Customers on a test clock are listed only with their clock.
      filter: (cursor) => ({
        ...cursor,
        where: {
          deleted: 0 as const,
          email: call.params.email,
          email_key: call.params.email && foldedText(call.params.email),
          test_clock: call.params.test_clock ?? null,
        },
      }),
      noun: 'customer',
      url: '/v1/customers',
      view: (row) => customerView(row, call.livemode),
    }),
});

const search = route({
  method: 'GET',
  path: '/v1/customers/search',
  params: params.searchParams,
  returns: 'list:customer',
  read: (call, reader) =>
    searchPage(reader, customers, searchFields, {
      params: call.params,
      withTotal: call.expand.includes('total_count'),
      url: '/v1/customers/search',
      view: (row) => customerView(row, call.livemode),
      always: () => sql`deleted = 0`,
    }),
});

const listPaymentMethods = route({
  method: 'GET',
  path: '/v1/customers/:customer/payment_methods',
  params: params.paymentMethodListParams,
  returns: 'list:payment_method',
  read: customerPaymentMethods,
});

const retrievePaymentMethod = route({
  method: 'GET',
  path: '/v1/customers/:customer/payment_methods/:payment_method',
  params: params.noParams,
  returns: 'payment_method',
  read: customerPaymentMethod,
});

export const customerRoutes = [
  create,
  search,
  list,
  retrieve,
  update,
  remove,
  listPaymentMethods,
  retrievePaymentMethod,
];

/** The customer by id, for expansion. */
export async function loadCustomer(reader: Reader, id: string) {
  const row: CustomerRow | undefined = await customers.find(reader, id);
  if (row === undefined) return null;
  return row.deleted ? deletedCustomerView(id) : customerView(row, reader.scope.livemode);
}

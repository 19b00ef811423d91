import { errors } from '@onfile/shared/errors.ts';
import type { CreateParams } from '../api/customer-sessions/params.ts';
import { newCustomerSession } from '../api/customer-sessions/rules.ts';
import { customerSessions } from '../api/customer-sessions/table.ts';
import { customerSessionView } from '../api/customer-sessions/view.ts';
import { customers } from '../api/customers/table.ts';
import type { Call } from '../api/route.ts';
import type { Transaction } from '../store/store.ts';
import { accountTime } from './customer-clock.ts';

/** `POST /v1/customer_sessions`: lets a page show and save the cards of one customer for half an hour. */
export async function createCustomerSession(call: Call<CreateParams>, transaction: Transaction) {
  const customer = await customers.find(transaction, call.params.customer);
  if (customer === undefined || customer.deleted) {
    throw errors.missingInBody('customer', call.params.customer, 'customer');
  }
  const row = newCustomerSession(call.params, {
    secret: call.services.ids.next('customer_session_secret'),
    // Its half an hour is the browser's, whatever the customer's clock says.
    now: accountTime(call),
  });
  await customerSessions.insert(transaction, row);
  return customerSessionView(row, call.livemode);
}

import { errors } from '@onfile/shared/errors.ts';
import type { CreateParams } from '../../resources/customer-sessions/params.ts';
import { newCustomerSession } from '../../resources/customer-sessions/rules.ts';
import { customerSessions } from '../../resources/customer-sessions/table.ts';
import { customerSessionView } from '../../resources/customer-sessions/view.ts';
import { customers } from '../../resources/customers/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { accountTime } from '../customers/customer-clock.ts';

/** `POST /v1/customer_sessions`. Lets a page show and save one customer's cards for half an hour. One transaction. */
export async function createCustomerSession(call: Call<CreateParams>, transaction: Transaction) {
  const customer = await customers.find(transaction, call.params.customer);
  if (customer === undefined || customer.deleted) {
    throw errors.missingInBody('customer', call.params.customer, 'customer');
  }
  const row = newCustomerSession(call.params, {
    secret: call.services.ids.next('customer_session_secret'),
    // The half hour passes in the browser, whatever the customer's test clock says.
    now: accountTime(call),
  });
  await customerSessions.insert(transaction, row);
  return customerSessionView(row, call.livemode);
}

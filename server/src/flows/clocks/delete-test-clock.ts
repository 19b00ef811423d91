import { errors } from '@onfile/shared/errors.ts';
import type Stripe from 'stripe';
import { appendEvent } from '../../events/append.ts';
import { customers } from '../../resources/customers/table.ts';
import { deletingTestClock, testClocks } from '../../resources/test-clocks/table.ts';
import { testClockView } from '../../resources/test-clocks/view.ts';
import type { Transaction } from '../../store/store.ts';
import { type Deletion, removeCustomer } from '../customers/delete-customer.ts';

/**
 * Deletes a test clock together with its customers: on request, or by a job after thirty days. Throws 404 if it does not
 * exist. One transaction, so a crash leaves clock and customers alike.
 */
export async function deleteTestClock(
  call: Deletion,
  transaction: Transaction,
  id: string,
): Promise<Stripe.TestHelpers.DeletedTestClock> {
  const row = await testClocks.lock(transaction, id);
  if (row === undefined) throw errors.missingInPath('test clock', id);
  const { rows } = await customers.page(transaction, { limit: 100, where: { test_clock: id, deleted: 0 } });
  for (const customer of rows) await removeCustomer(call, transaction, customer.id);
  await transaction.run(deletingTestClock, { id });
  await appendEvent(transaction, call.services.ids, row.frozen_time, {
    type: 'test_helpers.test_clock.deleted',
    object: testClockView(row, call.livemode),
  });
  return { id, object: 'test_helpers.test_clock', deleted: true };
}

import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { customers } from '../../resources/customers/table.ts';
import { customerView } from '../../resources/customers/view.ts';
import { customersMax } from '../../resources/test-clocks/rules.ts';
import { type TestClockRow, testClocks } from '../../resources/test-clocks/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Deletion } from '../customers/delete-customer.ts';

/** Throws 400 unless the test clock exists and has room for one more customer. */
export async function requireRoom(transaction: Transaction, clock: string): Promise<void> {
  const row = await testClocks.lock(transaction, clock);
  if (row === undefined) throw errors.missingInBody('test clock', clock, 'test_clock');
  const { rows } = await customers.page(transaction, {
    limit: customersMax,
    where: { test_clock: clock, deleted: 0 },
  });
  if (rows.length === customersMax) {
    throw errors.parameterInvalid(
      `The test clock ${clock} already has ${customersMax} customers, which is the maximum.`,
      'test_clock',
    );
  }
}

/** Puts a customer on a new test clock for good. Throws 400 if there is no such customer, or they already have a clock. */
export async function putOnClock(
  call: Pick<Deletion, 'services' | 'livemode'>,
  transaction: Transaction,
  id: string,
  clock: TestClockRow,
): Promise<void> {
  const before = await customers.lock(transaction, id);
  if (before === undefined || before.deleted) throw errors.missingInBody('customer', id, 'customer');
  if (before.test_clock !== null) {
    throw errors.parameterInvalid(
      `The customer ${id} is on the test clock ${before.test_clock}.`,
      'customer',
    );
  }
  const after = { ...before, test_clock: clock.id };
  await customers.update(transaction, after);
  await appendEvent(transaction, call.services.ids, clock.frozen_time, {
    type: 'customer.updated',
    object: customerView(after, call.livemode),
    previous: { test_clock: null },
  });
}

import type Stripe from 'stripe';
import type { TestClockRow } from './table.ts';

export function testClockView(row: TestClockRow, livemode: boolean): Stripe.TestHelpers.TestClock {
  const { deletes_after, name, target_frozen_time } = row.doc;
  return {
    id: row.id,
    object: 'test_helpers.test_clock',
    created: row.created,
    deletes_after,
    frozen_time: row.frozen_time,
    livemode,
    name,
    status: row.status,
    status_details: target_frozen_time === null ? {} : { advancing: { target_frozen_time } },
  };
}

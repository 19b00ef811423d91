import { errors } from '@onfile/shared/errors.ts';
import type { TestClockRow } from './table.ts';

const lifeSeconds = 30 * 24 * 60 * 60;
/** Source: Stripe's limit for clocks without subscriptions. */
const longestStepSeconds = 2 * 366 * 24 * 60 * 60;
/** Source: Stripe's limit for customers on one test clock. */
export const customersMax = 3;

interface Birth {
  readonly id: string;
  /** Unix seconds, by the account's time. */
  readonly now: number;
}

export function newTestClock(
  given: { readonly frozen_time: number; readonly name?: string | undefined },
  { id, now }: Birth,
): TestClockRow {
  return {
    id,
    created: now,
    frozen_time: given.frozen_time,
    status: 'ready',
    doc: { name: given.name ?? null, deletes_after: now + lifeSeconds, target_frozen_time: null },
  };
}

/** Starts advancing to a later time. Throws 400 for a time that is not later or too far away, and while it is advancing. */
export function advancing(row: TestClockRow, to: number): TestClockRow {
  if (row.status === 'advancing') {
    throw errors.stateInvalid(
      `The test clock ${row.id} is advancing to ${row.doc.target_frozen_time}; wait until its status is ready.`,
    );
  }
  if (to <= row.frozen_time) {
    throw errors.parameterInvalid(
      `Cannot advance to a timestamp that is not after the clock's current frozen time ${row.frozen_time}.`,
      'frozen_time',
    );
  }
  if (to > row.frozen_time + longestStepSeconds) {
    throw errors.parameterInvalid(
      `Cannot advance more than two years beyond the clock's current frozen time ${row.frozen_time}.`,
      'frozen_time',
    );
  }
  return { ...row, status: 'advancing', doc: { ...row.doc, target_frozen_time: to } };
}

/** The clock at its target, with what is due there still to happen. */
export function moved(row: TestClockRow): TestClockRow {
  return { ...row, frozen_time: row.doc.target_frozen_time ?? row.frozen_time };
}

export function ready(row: TestClockRow): TestClockRow {
  return { ...moved(row), status: 'ready', doc: { ...row.doc, target_frozen_time: null } };
}

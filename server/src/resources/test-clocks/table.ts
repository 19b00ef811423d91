import { sql } from 'kysely';
import { statement } from '../../store/statement.ts';
import { type Row, resourceTable } from '../../store/table.ts';

export interface TestClockDoc {
  readonly name: string | null;
  /** When it is deleted automatically, in unix seconds by the account's time. */
  readonly deletes_after: number;
  /** The target while it is advancing. */
  readonly target_frozen_time: number | null;
}

export type TestClockRow = Row<'test_clocks', TestClockDoc>;

export const testClocks = resourceTable<'test_clocks', TestClockDoc>('test_clocks', [
  'frozen_time',
  'status',
]);

export const deletingTestClock = statement<{ id: string }>((db, p) =>
  sql<never>`delete from test_clocks where account = ${p.account} and mode = ${p.mode} and id = ${p.id}`.compile(
    db,
  ),
);

import type { Dialect } from '../engine.ts';
import { resource } from './resource.ts';

/** Lets a customer have a clock of their own. */
export function testClocks(dialect: Dialect): string[] {
  return [
    ...resource(dialect, 'test_clocks', ['frozen_time bigint not null', 'status text not null']),
    'create index test_clocks_by_time on test_clocks (frozen_time)',
    'alter table customers add column test_clock text',
    `create index customers_by_test_clock on customers (account, mode, test_clock, created, seq)
      where test_clock is not null`,
    'alter table accounts add column has_test_clocks integer not null default 0',
  ];
}

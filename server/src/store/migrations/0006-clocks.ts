/** Gives each account its own clock, a number of seconds ahead of the machine's. */
export function clocks(): string[] {
  return [
    'alter table accounts add column clock_offset bigint not null default 0',
    'create index accounts_by_clock on accounts (clock_offset)',
  ];
}

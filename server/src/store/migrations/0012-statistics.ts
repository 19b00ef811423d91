import type { Dialect } from '../engine.ts';

/** Adds what payment outcomes are counted by to the index that lists charges, so that counting reads no charge. */
export function statistics(dialect: Dialect): string[] {
  const text = (...path: string[]) => dialect.jsonText('doc', path);
  return [
    'alter table charges add column amount_captured bigint not null default 0',
    "alter table charges add column card_source text not null default 'new'",
    'alter table charges add column failure_reason text',
    `update charges set amount_captured = cast(${text('amount_captured')} as bigint), card_source = ${text('card_source')},
      failure_reason = coalesce(${text('outcome', 'reason')}, ${text('failure_code')})`,
    'drop index charges_list',
    `create index charges_list on charges
      (account, mode, created, seq, status, currency, amount_captured, card_source, failure_reason)`,
  ];
}

import type { Dialect } from '../engine.ts';
import { resource } from './resource.ts';

export function money(dialect: Dialect): string[] {
  return [
    `alter table charges add column settle_at bigint`,
    `create index charges_by_settlement on charges (settle_at)`,
    ...resource(
      dialect,
      'refunds',
      [
        'charge text not null',
        'payment_intent text',
        'status text not null',
        'updated bigint not null',
        'check_at bigint',
      ],
      ['charge', 'payment_intent'],
    ),
    `create index refunds_by_status on refunds (status, updated)`,
    `create index refunds_by_check on refunds (check_at)`,
    ...resource(
      dialect,
      'balance_transactions',
      [
        'source text not null',
        'type text not null',
        'currency text not null',
        'amount bigint not null',
        'fee bigint not null',
        'status text not null',
        'available_on bigint not null',
      ],
      ['source', 'type', 'currency'],
    ),
    `create index balance_transactions_by_status on balance_transactions (status, available_on)`,
    ...resource(dialect, 'ledger_entries', [
      'posting text not null',
      'ledger text not null',
      'currency text not null',
      'amount bigint not null',
    ]),
    `create index ledger_entries_by_ledger on ledger_entries (account, mode, ledger, currency, amount)`,
  ];
}

import type { Dialect } from '../engine.ts';
import { resource } from './resource.ts';

/** What moves after a charge: the ledger, balance transactions, refunds and disputes. */
export function money(dialect: Dialect): string[] {
  return [
    'alter table charges add column amount_refunded bigint not null default 0',
    'alter table charges add column refunded integer not null default 0',
    'alter table charges add column disputed integer not null default 0',
    'alter table charges add column settle_at bigint',
    'alter table charges add column receipt_token text',
    'alter table charges add column authorization_request text',
    'create index charges_by_authorization on charges (authorization_request) where authorization_request is not null',
    'create index charges_to_settle on charges (settle_at) where settle_at is not null',
    'create unique index charges_by_receipt on charges (receipt_token) where receipt_token is not null',
    `create table ledger_entries (
      position ${dialect.sequenceColumn},
      account text not null,
      mode text not null check (mode in ('test', 'live')),
      posting text not null,
      ledger_account text not null,
      currency text not null,
      amount bigint not null check (amount <> 0),
      created bigint not null,
      reference text not null
    )`,
    // It covers every column that a balance sums, so that the table itself is not read.
    'create index ledger_entries_balance on ledger_entries (account, mode, ledger_account, currency, amount)',
    'create index ledger_entries_by_posting on ledger_entries (account, mode, posting)',
    ...resource(
      dialect,
      'balance_transactions',
      [
        'type text not null',
        'source text not null',
        'currency text not null',
        'amount bigint not null',
        'fee bigint not null',
        'net bigint not null check (net = amount - fee)',
        "status text not null check (status in ('pending', 'available'))",
        'available_on bigint not null',
      ],
      ['source', 'type', 'currency'],
    ),
    `create index balance_transactions_pending on balance_transactions (available_on) where status = 'pending'`,
    ...resource(
      dialect,
      'refunds',
      [
        'charge text not null',
        'payment_intent text',
        'status text not null',
        'phase text not null',
        'amount bigint not null check (amount > 0)',
        'currency text not null',
        'network_request text not null',
        'updated bigint not null',
      ],
      ['charge', 'payment_intent'],
    ),
    'create unique index refunds_by_request on refunds (network_request)',
    `create index refunds_asked on refunds (updated) where phase = 'asking'`,
    ...resource(
      dialect,
      'disputes',
      [
        'charge text not null',
        'payment_intent text',
        'status text not null',
        'amount bigint not null check (amount > 0)',
        'currency text not null',
        'network_case text not null',
        'decide_at bigint',
      ],
      ['charge', 'payment_intent'],
    ),
    'create unique index disputes_by_case on disputes (account, mode, network_case)',
    'create index disputes_to_decide on disputes (decide_at) where decide_at is not null',
    ...resource(
      dialect,
      'early_fraud_warnings',
      ['charge text not null', 'payment_intent text', 'network_case text not null'],
      ['charge', 'payment_intent'],
    ),
    'create unique index early_fraud_warnings_by_case on early_fraud_warnings (account, mode, network_case)',
  ];
}

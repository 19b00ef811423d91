import type { Dialect } from '../engine.ts';

/** The simulated card network's memory, for all servers on one PostgreSQL. On SQLite it has its own file. */
export function networkJournal({ name }: Dialect): string[] {
  if (name === 'sqlite') return [];
  return [
    `create table network_entries (request_id text primary key, network_transaction_id text,
      authorization_request_id text, document text not null)`,
    `create index network_entries_by_network_transaction on network_entries (network_transaction_id)
      where network_transaction_id is not null`,
    `create index network_entries_by_authorization on network_entries (authorization_request_id)
      where authorization_request_id is not null`,
    'create table network_authentications (id text primary key, request_id text not null unique, document text not null)',
    `create table network_challenges (authentication_id text primary key references network_authentications (id),
      document text not null)`,
    'create table network_news (id text primary key, due bigint not null, document text not null)',
    'create index network_news_by_due on network_news (due, id)',
    'create table network_card_key (id integer primary key check (id = 1), key text not null)',
  ];
}

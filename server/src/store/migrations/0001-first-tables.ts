import type { Dialect } from '../engine.ts';

/**
 * A resource's table with its list index; `lookups` are the columns that lists filter by. Merchants may choose ids
 * (of products), so an id is unique within its account and mode only.
 */
export function resource(
  dialect: Dialect,
  name: string,
  columns: readonly string[],
  lookups: readonly string[] = [],
): string[] {
  return [
    `create table ${name} (
      seq ${dialect.sequenceColumn},
      account text not null,
      mode text not null check (mode in ('test', 'live')),
      id text not null,
      created bigint not null,
      ${columns.map((column) => `${column},`).join('\n      ')}
      doc ${dialect.documentType} not null,
      unique (id, account, mode)
    )`,
    `create index ${name}_list on ${name} (account, mode, created, seq)`,
    ...lookups.map(
      (column) => `create index ${name}_by_${column} on ${name} (account, mode, ${column}, created, seq)`,
    ),
  ];
}

export function firstTables(dialect: Dialect): string[] {
  const doc = `doc ${dialect.documentType} not null`;
  const scope = `account text not null, mode text not null check (mode in ('test', 'live'))`;
  return [
    `create table accounts (id text primary key, created bigint not null, ${doc})`,
    `create table api_keys (hash text primary key, ${scope}, kind text not null, masked text not null,
      created bigint not null, expires_at bigint, ${doc})`,
    `create index api_keys_by_account on api_keys (account, mode)`,
    ...resource(
      dialect,
      'customers',
      ['email text', 'name text', 'phone text', 'deleted integer not null'],
      ['email'],
    ),
    ...resource(dialect, 'products', [
      'active integer not null',
      'name text not null',
      'description text',
      'url text',
      'shippable integer',
      'deleted integer not null',
    ]),
    ...resource(
      dialect,
      'prices',
      [
        'active integer not null',
        'currency text not null',
        'lookup_key text',
        'product text not null',
        'type text not null',
        'inline integer not null',
      ],
      ['product'],
    ),
    `create unique index prices_by_lookup_key on prices (account, mode, lookup_key)`,
    ...resource(
      dialect,
      'payment_methods',
      [
        'customer text',
        'type text not null',
        'allow_redisplay text not null',
        'fingerprint text not null',
        'sealed_card text',
      ],
      ['customer'],
    ),
    `create table security_codes (${scope}, payment_method text not null, sealed text not null,
      expires_at bigint not null, primary key (account, mode, payment_method))`,
    `create index security_codes_by_expiry on security_codes (expires_at)`,
    ...resource(
      dialect,
      'checkout_sessions',
      [
        'customer text',
        'customer_email text',
        'payment_intent text',
        'status text not null',
        'expires_at bigint not null',
      ],
      ['customer', 'customer_email', 'payment_intent', 'status'],
    ),
    `create index checkout_sessions_by_expiry on checkout_sessions (status, expires_at)`,
    ...resource(
      dialect,
      'payment_intents',
      [
        'customer text',
        'status text not null',
        'amount bigint not null check (amount >= 0)',
        'currency text not null',
        'checkout_session text',
      ],
      ['customer'],
    ),
    ...resource(
      dialect,
      'payment_attempts',
      [
        'payment_intent text not null',
        'checkout_session text',
        'status text not null',
        'updated bigint not null',
      ],
      ['payment_intent'],
    ),
    `create index payment_attempts_by_status on payment_attempts (status, updated)`,
    ...resource(
      dialect,
      'charges',
      [
        'customer text',
        'payment_intent text',
        'status text not null',
        'amount bigint not null check (amount >= 0)',
        'currency text not null',
      ],
      ['customer', 'payment_intent'],
    ),
    ...resource(dialect, 'events', ['type text not null', 'object text not null'], ['type']),
    ...resource(
      dialect,
      'consents',
      [
        'sequence bigint not null',
        'customer text not null',
        'payment_method text not null',
        'hash text not null',
      ],
      ['customer'],
    ),
    `create unique index consents_chain on consents (account, mode, sequence)`,
    `create table idempotency_keys (${scope}, key text not null, created bigint not null, method text not null,
      path text not null, parameters text not null, request text not null, status integer not null,
      body text not null, primary key (account, mode, key))`,
    `create index idempotency_keys_by_age on idempotency_keys (created)`,
    `create table data_keys (purpose text not null, number integer not null, created bigint not null,
      wrapped text not null, primary key (purpose, number))`,
  ];
}

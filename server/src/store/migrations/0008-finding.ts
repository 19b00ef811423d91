import type { Dialect } from '../engine.ts';

/** Finds customers as you type: by the beginnings of their names and addresses, and by their cards' last digits. */
export function finding(dialect: Dialect): string[] {
  // Prefix ranges need an order by code point, whatever the database's language.
  const text = dialect.name === 'postgres' ? 'text collate "C"' : 'text';
  const folded = (column: string) => `update customers set ${column}_key = lower(${column})`;
  return [
    ...['name_key', 'surname_key', 'email_key'].map(
      (column) => `alter table customers add column ${column} ${text}`,
    ),
    folded('name'),
    folded('email'),
    ...['name_key', 'surname_key'].map(
      (column) =>
        `create index customers_by_${column} on customers (account, mode, ${column}) where ${column} is not null`,
    ),
    // Lists by address use it as well, so that one index of addresses is enough.
    'drop index customers_by_email',
    'create index customers_by_email_key on customers (account, mode, email_key, created, seq)',
    'alter table payment_methods add column last4 text',
    `update payment_methods set last4 = ${dialect.jsonText('doc', ['card', 'last4'])}`,
    'create index payment_methods_by_last4 on payment_methods (account, mode, last4, customer) where customer is not null',
  ];
}

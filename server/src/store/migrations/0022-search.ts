import type { Dialect } from '../engine.ts';

/**
 * The index by which list rows are found. Triggers record which rows have changed, in the transaction of the change; the
 * index itself is updated later (`search/search-index.ts`), so that no writer waits for it.
 */
export function search(dialect: Dialect): string[] {
  return [...index[dialect.name], ...changes(dialect), ...triggers(dialect), ...former];
}

const scope = `account text not null, mode text not null, list text not null, id text not null`;

const entries = (place: string) =>
  `create table search_entries (place ${place}, ${scope}, tags text not null, text text not null,
    unique (account, mode, list, id))`;
const inOrder = 'create index search_entries_in_order on search_entries (account, mode, list, place)';

const index = {
  sqlite: [
    entries('integer primary key'),
    inOrder,
    `create virtual table search_terms using fts5 (terms, content = '', contentless_delete = 1, detail = none,
      tokenize = 'ascii')`,
    `create trigger search_terms_go after delete on search_entries
      begin delete from search_terms where rowid = old.place; end`,
  ],
  postgres: [
    entries('bigint primary key'),
    inOrder,
    `create table search_terms (
      rowid bigint primary key references search_entries (place) on delete cascade, terms int[] not null)`,
    'create index search_terms_by_term on search_terms using gin (terms)',
  ],
} as const;

const lists = ['checkout_sessions', 'consents', 'customers', 'payment_intents', 'products'];

/** Existing rows count as changed, so the server indexes them when it runs. */
function changes({ sequenceColumn }: Dialect): string[] {
  return [
    `create table search_changes (seq ${sequenceColumn}, ${scope})`,
    'create index search_changes_by_account on search_changes (account, mode, seq)',
    ...lists.map(
      (list) => `insert into search_changes (account, mode, list, id)
        select account, mode, '${list}', id from ${list} order by created, seq`,
    ),
  ];
}

/** Records that list rows have changed: the one with `id`, or all that meet a condition. */
const note = (list: string, id: string, condition = 'true') =>
  `insert into search_changes (account, mode, list, id)
    select new.account, new.mode, '${list}', ${id} where ${condition}`;
const noteAll = (list: string, condition: string) =>
  `insert into search_changes (account, mode, list, id)
    select account, mode, '${list}', id from ${list}
    where account = new.account and mode = new.mode and ${condition}`;
const differs = (column: string) => `new.${column} is distinct from old.${column}`;

/** What rows show from other tables: a payment its charge and customer, a customer their cards, a product its price. */
function triggers(dialect: Dialect): string[] {
  const on = (name: string, table: string, moment: 'insert' | 'update', statement: string) =>
    triggerOf[dialect.name](`search_${name}`, table, moment, statement);
  const always = (name: string, table: string, statement: string) => [
    ...on(`${name}_new`, table, 'insert', statement),
    ...on(`${name}_changed`, table, 'update', statement),
  ];
  return [
    ...lists.flatMap((list) => always(list, list, note(list, 'new.id'))),
    ...always(
      'charges',
      'charges',
      note('payment_intents', 'new.payment_intent', 'new.payment_intent is not null'),
    ),
    ...always('cards', 'payment_methods', note('customers', 'new.customer', 'new.customer is not null')),
    ...on(
      'cards_gone',
      'payment_methods',
      'update',
      note('customers', 'old.customer', `old.customer is not null and ${differs('customer')}`),
    ),
    ...on(
      'names',
      'customers',
      'update',
      noteAll(
        'payment_intents',
        `customer = new.id and (${['name', 'email', 'deleted'].map(differs).join(' or ')})`,
      ),
    ),
    ...always('prices', 'prices', note('products', 'new.product')),
  ];
}

const triggerOf = {
  sqlite: (name: string, table: string, moment: string, statement: string) => [
    `create trigger ${name} after ${moment} on ${table} begin ${statement}; end`,
  ],
  postgres: (name: string, table: string, moment: string, statement: string) => [
    `create function ${name}() returns trigger language plpgsql as
      $$ begin ${statement}; return null; end $$`,
    `create trigger ${name} after ${moment} on ${table} for each row execute function ${name}()`,
  ],
} as const;

/** The columns by which customers were found before. */
const former = ['name_key', 'surname_key'].flatMap((column) => [
  `drop index customers_by_${column}`,
  `alter table customers drop column ${column}`,
]);

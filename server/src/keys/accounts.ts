import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { statement, systemStatement } from '../store/statement.ts';
import type { SystemStore, Transaction } from '../store/store.ts';
import { type Account, type AccountSettings, defaultSettings } from './account.ts';

interface StoredAccount {
  readonly id: string;
  readonly created: number;
  readonly doc: string;
  readonly clock_offset: number;
  readonly has_test_clocks: number;
}

const finding = systemStatement<{ id: string }, StoredAccount>((db, p) =>
  db.selectFrom('accounts').selectAll().where('id', '=', p.id).compile(),
);
// If two first uses of a key race, the index decides.
const inserting = systemStatement<{ id: string; created: number; doc: string }>((db, p) =>
  sql<never>`insert into accounts (id, created, doc) values (${p.id}, ${p.created}, ${p.doc}) on conflict (id) do nothing`.compile(
    db,
  ),
);
// Of two concurrent changes, the second does not find what it read, and starts again.
const updating = systemStatement<{ id: string; from: string; to: string }, { id: string }>((db, p) =>
  sql<{
    id: string;
  }>`update accounts set doc = ${p.to} where id = ${p.id} and cast(doc as text) = ${p.from} returning id`.compile(
    db,
  ),
);

/** Whether a text can be an account's id: `acct_shop`. */
export function isAccountId(text: string): boolean {
  return /^acct_\w{1,60}$/.test(text);
}

export async function findAccount(store: SystemStore, id: string): Promise<Account | undefined> {
  const [row] = await store.all(finding, { id });
  return row && accountOf(row);
}

function accountOf(row: StoredAccount): Account {
  return {
    id: row.id,
    created: Number(row.created),
    settings: { ...defaultSettings, ...JSON.parse(row.doc) },
    clockOffset: Number(row.clock_offset),
    hasTestClocks: row.has_test_clocks === 1,
  };
}

/** The account, created empty if it is new. */
export async function openAccount(
  store: SystemStore,
  clock: Clock,
  id: string,
  settings: Partial<Account['settings']> = {},
): Promise<Account> {
  const known = await findAccount(store, id);
  if (known !== undefined) return known;
  await store.run(inserting, { id, created: clock.now(), doc: JSON.stringify(settings) });
  const made = await findAccount(store, id);
  if (made === undefined) throw new Error(`The account ${id} was emptied while it was opened.`);
  return made;
}

/** A key's sandbox, opened if it is new; it remembers the secret key for the dashboard's list. */
export function openSandbox(store: SystemStore, clock: Clock, keyBody: string): Promise<Account> {
  return openAccount(store, clock, sandboxId(keyBody), { sandboxKey: `sk_test_${ownBody(keyBody)}` });
}

const listing = systemStatement<{ limit: number }, StoredAccount>((db, p) =>
  db.selectFrom('accounts').selectAll().orderBy('created', 'desc').orderBy('id').limit(p.limit).compile(),
);

/** Sandboxes whose key is known, newest first. */
export async function listSandboxes(
  store: SystemStore,
  limit: number,
): Promise<readonly { readonly account: Account; readonly key: string }[]> {
  const rows = await store.all(listing, { limit });
  return rows.map(accountOf).flatMap((account) => {
    const key = account.settings.sandboxKey;
    return key === null ? [] : [{ account, key }];
  });
}

// Reads and advances in one statement, so that concurrent advances add up and each is told where it led.
const moving = statement<{ by: number }, { clock_offset: number }>((db, p) =>
  sql<{
    clock_offset: number;
  }>`update accounts set clock_offset = clock_offset + ${p.by} where id = ${p.account} and ${p.mode} = 'test'
    returning clock_offset`.compile(db),
);
const setting = statement<{ offset: number }, { clock_offset: number }>((db, p) =>
  sql<{
    clock_offset: number;
  }>`update accounts set clock_offset = ${p.offset} where id = ${p.account} and ${p.mode} = 'test'
    and clock_offset <= ${p.offset} returning clock_offset`.compile(db),
);

/** Advances a sandbox's clock by this many seconds. Returns how many it is now ahead of the machine's. */
export async function moveClock(transaction: Transaction, by: number): Promise<number> {
  const [moved] = await transaction.all(moving, { by });
  if (moved === undefined) throw new Error('The sandbox was emptied while its clock was moved.');
  return Number(moved.clock_offset);
}

/** Sets a sandbox's clock this many seconds ahead of the machine's; false if it is already further ahead. */
export async function setClock(transaction: Transaction, offset: number): Promise<boolean> {
  return (await transaction.all(setting, { offset })).length > 0;
}

const holding = statement<object, { id: string }>(
  (db, p) =>
    sql<{ id: string }>`select id from accounts where id = ${p.account} and ${p.mode} = ${p.mode}`.compile(
      db,
    ),
  true,
);

/** Waits for other transactions that hold the account, for decisions about a list that another may extend. */
export async function holdAccount(transaction: Transaction): Promise<void> {
  await transaction.all(holding, {});
}

const noting = systemStatement<{ id: string }>((db, p) =>
  sql<never>`update accounts set has_test_clocks = 1 where id = ${p.id}`.compile(db),
);

/** From now on requests look up the time of the customer they concern. */
export async function noteTestClocks(store: SystemStore, id: string): Promise<void> {
  await store.run(noting, { id });
}

/** Changes the stored settings, which may be newer than those the caller knows. `change` may be called more than once. */
export async function changeSettings(
  store: SystemStore,
  id: string,
  change: (settings: AccountSettings) => AccountSettings,
): Promise<Account> {
  for (;;) {
    const [row] = await store.all(finding, { id });
    if (row === undefined) throw new Error(`There is no account ${id} whose settings could change.`);
    const account = accountOf(row);
    const settings = change(account.settings);
    const changed = await store.change(updating, { id, from: row.doc, to: JSON.stringify(settings) });
    if (changed.length > 0) return { ...account, settings };
  }
}

/** The keys in Stripe's documentation: one account's, though they have nothing in common. Onfile prints the first. */
const documentationKeys: readonly [string, ...string[]] = [
  'BQokikJOvBiI2HlWgH4olfQ2',
  'TYooMQauvdEDq54NiTphI7jx',
  '4eC39HqLyjWDarjtT1zdp7dc',
];

function ownBody(keyBody: string): string {
  return documentationKeys.includes(keyBody) ? documentationKeys[0] : keyBody;
}

/**
 * The sandbox of a development key. Keys with one body (`sk_test_x`, `pk_test_x`, `rk_test_x`) share a sandbox, and so do
 * Stripe's own, which differ after the account's part: `pk_test_51Nabc…` and `sk_test_51Nabc…` belong to `acct_1Nabc…`. The
 * id is derived from the key, so that a publishable key finds its sandbox before the secret one has been used.
 */
export function sandboxId(keyBody: string): string {
  const ofAccount = /^5(1[A-Za-z0-9]{15})[A-Za-z0-9]/.exec(keyBody)?.[1];
  if (ofAccount !== undefined) return `acct_${ofAccount}`;
  const digest = createHash('sha256')
    .update(`onfile sandbox ${ownBody(keyBody)}`)
    .digest('base64');
  return `acct_1${digest.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 15)}`;
}

import { sql } from 'kysely';
import { foldedText } from '../api/customers/name-keys.ts';
import { type CustomerRow, customers } from '../api/customers/table.ts';
import { type ScopeParameters, statement } from '../store/statement.ts';
import type { Reader } from '../store/store.ts';
import type { Range } from '../store/table.ts';

interface Found {
  readonly id: string;
}

/** Each looks at one range of one index, so that the cost is that of what is found, however many there are. */
const beginning = (column: 'name_key' | 'surname_key' | 'email_key') =>
  statement<{ from: string; to: string; limit: number }, Found>((db, p) => {
    const { account, mode, from, to, limit }: { from: string; to: string; limit: number } & ScopeParameters =
      p;
    const key = sql.ref(column);
    return sql<Found>`select id from customers where account = ${account} and mode = ${mode}
      and ${key} >= ${from} and ${key} < ${to} and deleted = 0 order by ${key} limit ${limit}`.compile(db);
  });
const beginnings = [beginning('name_key'), beginning('surname_key'), beginning('email_key')];

const holding = statement<{ last4: string; limit: number }, Found>((db, p) =>
  sql<Found>`select distinct customer as id from payment_methods where account = ${p.account} and mode = ${p.mode}
    and last4 = ${p.last4} and customer is not null limit ${p.limit}`.compile(db),
);

const lastCodePoint = '\u{10ffff}';

/** So many that match are told from each other; who looks for one among more goes on typing. */
const foundMax = 1000;

interface Wanted {
  readonly text: string;
  readonly limit: number;
  /** The last one that is known already. */
  readonly after?: string | undefined;
  readonly created?: Range | undefined;
}

/**
 * Customers whose name, surname or e-mail address begins with the text, who have a card that ends in it (four digits),
 * or whose id it is; at most `limit`, always in the same order.
 */
export async function findCustomers(reader: Reader, wanted: Wanted): Promise<CustomerRow[]> {
  const { limit, after, created } = wanted;
  const ids = await idsOf(
    reader,
    wanted.text,
    after === undefined && created === undefined ? limit : foundMax,
  );
  const found: CustomerRow[] = [];
  // An id that is not there any more has index -1: from the beginning, then.
  for (const id of ids.slice(after === undefined ? 0 : ids.indexOf(after) + 1)) {
    if (found.length === limit) break;
    const row = await customers.find(reader, id);
    if (row !== undefined && !row.deleted && isWithin(row.created, created)) found.push(row);
  }
  return found;
}

/** One more than `limit` at least, where there are as many. */
async function idsOf(reader: Reader, text: string, limit: number): Promise<string[]> {
  const from = foldedText(text);
  if (from === '') return [];
  const ids = new Set<string>([text.trim()]);
  if (/^\d{4}$/.test(from))
    for (const { id } of await reader.all(holding, { last4: from, limit })) ids.add(id);
  for (const range of beginnings) {
    if (ids.size > limit) break;
    for (const { id } of await reader.all(range, { from, to: from + lastCodePoint, limit })) ids.add(id);
  }
  return [...ids];
}

function isWithin(time: number, { gt, gte, lt, lte }: Range = {}): boolean {
  return time > (gt ?? -1) && time >= (gte ?? 0) && time < (lt ?? Infinity) && time <= (lte ?? Infinity);
}

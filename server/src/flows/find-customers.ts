import { sql } from 'kysely';
import { foldedText } from '../api/customers/name-keys.ts';
import { type CustomerRow, customers } from '../api/customers/table.ts';
import { type ScopeParameters, statement } from '../store/statement.ts';
import type { Reader } from '../store/store.ts';

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

/**
 * Customers whose name, surname or e-mail address begins with the text, who have a card that ends in it (four digits),
 * or whose id it is; at most `limit`.
 */
export async function findCustomers(reader: Reader, text: string, limit: number): Promise<CustomerRow[]> {
  const from = foldedText(text);
  if (from === '') return [];
  const ids = new Set<string>([text.trim()]);
  if (/^\d{4}$/.test(from))
    for (const { id } of await reader.all(holding, { last4: from, limit })) ids.add(id);
  for (const range of beginnings) {
    if (ids.size > limit) break;
    for (const { id } of await reader.all(range, { from, to: from + lastCodePoint, limit })) ids.add(id);
  }
  const found: CustomerRow[] = [];
  for (const id of ids) {
    if (found.length === limit) break;
    const row = await customers.find(reader, id);
    if (row !== undefined && !row.deleted) found.push(row);
  }
  return found;
}

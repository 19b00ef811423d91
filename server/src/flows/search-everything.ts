import { formatAmount } from '@onfile/shared/money.ts';
import { sql } from 'kysely';
import { charges } from '../api/charges/table.ts';
import { checkoutSessions } from '../api/checkout-sessions/table.ts';
import { foldedText } from '../api/customers/name-keys.ts';
import type { CustomerRow } from '../api/customers/table.ts';
import { disputes } from '../api/disputes/table.ts';
import { paymentIntents } from '../api/payment-intents/table.ts';
import { paymentMethods } from '../api/payment-methods/table.ts';
import { prices } from '../api/prices/table.ts';
import { type ProductRow, products } from '../api/products/table.ts';
import { refunds } from '../api/refunds/table.ts';
import type { Call } from '../api/route.ts';
import { setupIntents } from '../api/setup-intents/table.ts';
import { webhookEndpoints } from '../api/webhook-endpoints/table.ts';
import { events } from '../outbox/append.ts';
import { statement } from '../store/statement.ts';
import type { Reader } from '../store/store.ts';
import { findCustomers } from './find-customers.ts';

/** Something that a search box shows. */
interface Hit {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly subtitle: string | null;
  /** Unix seconds. */
  readonly created: number;
}

type Finder = (reader: Reader, id: string) => Promise<Hit | null>;

function byId<R extends { readonly id: string; readonly created: number }>(
  type: string,
  table: { find(reader: Reader, id: string): Promise<R | undefined> },
  words: (row: R) => Pick<Hit, 'title' | 'subtitle'>,
): Finder {
  return async (reader, id) => {
    const row = await table.find(reader, id);
    return row === undefined ? null : { type, id: row.id, created: row.created, ...words(row) };
  };
}

const money = ({ amount, currency }: { readonly amount: number; readonly currency: string }) =>
  formatAmount(amount, currency, 'en');
const paid = (row: { readonly amount: number; readonly currency: string; readonly status: string }) => ({
  title: money(row),
  subtitle: row.status,
});

const byPrefix: ReadonlyMap<string, Finder> = new Map(
  Object.entries({
    ch: byId('charge', charges, paid),
    cs: byId('checkout.session', checkoutSessions, (row) => ({
      title: row.customer_email ?? row.id,
      subtitle: row.status,
    })),
    du: byId('dispute', disputes, paid),
    evt: byId('event', events, (row) => ({ title: row.type, subtitle: row.object })),
    pi: byId('payment_intent', paymentIntents, paid),
    pm: byId('payment_method', paymentMethods, ({ doc, customer }) => ({
      title: `${doc.card.brand} •••• ${doc.card.last4}`,
      subtitle: customer,
    })),
    price: byId('price', prices, (row) => ({ title: row.id, subtitle: row.product })),
    re: byId('refund', refunds, paid),
    seti: byId('setup_intent', setupIntents, (row) => ({ title: row.id, subtitle: row.status })),
    we: byId('webhook_endpoint', webhookEndpoints, ({ doc }) => ({ title: doc.url, subtitle: null })),
  }),
);

const customerHit = (row: CustomerRow): Hit => ({
  type: 'customer',
  id: row.id,
  created: row.created,
  title: row.name ?? row.email ?? row.id,
  subtitle: row.name === null ? null : row.email,
});

const productHit = (row: ProductRow): Hit => ({
  type: 'product',
  id: row.id,
  created: row.created,
  title: row.name,
  subtitle: row.description,
});

const named = statement<{ part: string; limit: number }, { id: string }>((db, p) =>
  sql<{
    id: string;
  }>`select id from products where account = ${p.account} and mode = ${p.mode} and deleted = 0
    and lower(name) like ${p.part} escape '!' order by created desc, seq desc limit ${p.limit}`.compile(db),
);

/** What a search box finds: anything by its id, customers as `findCustomers` does, products by a part of their name. */
export async function searchEverything(
  { params: { query, limit } }: Call<{ readonly query: string; readonly limit: number }>,
  reader: Reader,
) {
  const text = query.trim();
  const exact = await byPrefix.get(text.split('_', 1)[0] ?? '')?.(reader, text);
  const hits = exact ? [exact] : [];
  for (const row of await findCustomers(reader, { text, limit })) hits.push(customerHit(row));
  for (const row of await findProducts(reader, text, limit)) hits.push(productHit(row));
  return {
    object: 'list',
    data: hits.slice(0, limit).map((hit) => ({ object: 'search_hit', ...hit })),
    has_more: hits.length > limit,
    url: '/v1/onfile/search',
  };
}

async function findProducts(reader: Reader, text: string, limit: number): Promise<ProductRow[]> {
  const folded = foldedText(text);
  if (folded === '') return [];
  const part = `%${folded.replaceAll(/[!%_]/g, '!$&')}%`;
  const ids = [text, ...(await reader.all(named, { part, limit })).map(({ id }) => id)];
  const rows = await Promise.all([...new Set(ids)].map((id) => products.find(reader, id)));
  return rows.filter((row) => row !== undefined && !row.deleted) as ProductRow[];
}

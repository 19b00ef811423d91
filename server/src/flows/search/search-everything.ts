import { formatAmount } from '@onfile/shared/money.ts';
import { events } from '../../events/append.ts';
import { requestLogs } from '../../requests/request-log.ts';
import { charges } from '../../resources/charges/table.ts';
import { checkoutSessions, type SessionRow } from '../../resources/checkout-sessions/table.ts';
import { customers } from '../../resources/customers/table.ts';
import { disputes } from '../../resources/disputes/table.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { prices } from '../../resources/prices/table.ts';
import { products } from '../../resources/products/table.ts';
import { refunds } from '../../resources/refunds/table.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { findEntries } from '../../search/entries.ts';
import { wordsOf } from '../../search/terms.ts';
import type { Services } from '../../services.ts';
import type { ListName } from '../../store/schema.ts';
import type { Reader } from '../../store/store.ts';
import { webhookEndpoints } from '../../webhooks/endpoints.ts';
import type { Call } from '../call.ts';

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
const bought = (row: SessionRow) => ({ title: row.customer_email ?? row.id, subtitle: row.status });

const byPrefix: ReadonlyMap<string, Finder> = new Map(
  Object.entries({
    ch: byId('charge', charges, paid),
    cs: byId('checkout.session', checkoutSessions, bought),
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
    req: byId('onfile.request_log', requestLogs, (row) => ({
      title: `${row.method} ${row.path}`,
      subtitle: String(row.status),
    })),
    we: byId('webhook_endpoint', webhookEndpoints, ({ doc }) => ({ title: doc.url, subtitle: null })),
  }),
);

const found = (list: ListName, finder: Finder) => ({ list, finder });

/** Where words are looked up, in the order in which results are shown. */
const searched = [
  found(
    'customers',
    byId('customer', customers, ({ id, name, email }) => ({
      title: name ?? email ?? id,
      subtitle: name === null ? null : email,
    })),
  ),
  found(
    'products',
    byId('product', products, ({ name, description }) => ({ title: name, subtitle: description })),
  ),
  found('payment_intents', byId('payment_intent', paymentIntents, paid)),
  found('checkout_sessions', byId('checkout.session', checkoutSessions, bought)),
];

/** `GET /v1/onfile/search`: finds anything by its id, and what the lists find by these words, some of each. */
export async function searchEverything(
  { params: { query, limit }, services }: Call<{ readonly query: string; readonly limit: number }>,
  reader: Reader,
) {
  const text = query.trim();
  await services.requestLog.flush();
  const exact = await byPrefix.get(text.split('_', 1)[0] ?? '')?.(reader, text);
  const hits = exact ? [exact] : await findByWords(services, reader, wordsOf(text), limit);
  return {
    object: 'list',
    data: hits.slice(0, limit).map((hit) => ({ object: 'search_hit', ...hit })),
    has_more: hits.length > limit,
    url: '/v1/onfile/search',
  };
}

async function findByWords(
  { searchIndex }: Services,
  reader: Reader,
  words: readonly string[],
  limit: number,
): Promise<Hit[]> {
  if (words.length === 0) return [];
  await searchIndex.catchUp(reader.scope);
  const ofEach = Math.ceil(limit / searched.length);
  const hits = await Promise.all(
    searched.map(async ({ list, finder }) => {
      const ids = await findEntries(reader, { list, words, tags: {}, limit: ofEach });
      return Promise.all(ids.map((id) => finder(reader, id)));
    }),
  );
  return hits.flat().filter((hit) => hit !== null);
}

import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import { type CustomerRow, customers } from '../api/customers/table.ts';
import { customerView } from '../api/customers/view.ts';
import { listPage } from '../api/list.ts';
import { paymentMethods } from '../api/payment-methods/table.ts';
import type { Call } from '../api/route.ts';
import { statement } from '../store/statement.ts';
import type { Reader } from '../store/store.ts';
import type { Range } from '../store/table.ts';
import { findCustomers } from './find-customers.ts';

const url = '/v1/onfile/customers';

const counting = (table: 'charges' | 'payment_methods', condition = sql`true`) =>
  statement<{ customer: string }, { count: number }>((db, p) =>
    sql<{ count: number }>`select count(*) as count from ${sql.table(table)} where account = ${p.account}
      and mode = ${p.mode} and customer = ${p.customer} and ${condition}`.compile(db),
  );
const countingCards = counting('payment_methods');
const countingPayments = counting('charges', sql`status = 'succeeded'`);

interface Params {
  readonly query?: string | undefined;
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?: Range | undefined;
}

/** Customers with their newest card and how much they have bought: all of them newest first, or those that a text finds. */
export async function listCustomers({ params, livemode }: Call<Params>, reader: Reader) {
  const { query, ...paging } = params;
  if (query !== undefined) {
    const { limit, starting_after: after, ending_before, created } = paging;
    if (ending_before !== undefined) {
      throw errors.parameterInvalid('A query is read forwards only: use `starting_after`.', 'ending_before');
    }
    const found = await findCustomers(reader, { text: query, limit: limit + 1, after, created });
    const shown = found.slice(0, limit);
    return {
      object: 'list',
      data: await views(reader, shown, livemode),
      has_more: found.length > limit,
      url,
    };
  }
  const page = await listPage(reader, customers, {
    paging,
    filter: (cursor) => ({ ...cursor, where: { deleted: 0 as const } }),
    noun: 'customer',
    url,
    view: (row) => row,
  });
  return { ...page, data: await views(reader, page.data, livemode) };
}

function views(reader: Reader, rows: readonly CustomerRow[], livemode: boolean) {
  return Promise.all(
    rows.map(async (row) => {
      const customer = { customer: row.id };
      const [newest] = (await paymentMethods.page(reader, { limit: 1, where: customer })).rows;
      const { brand, last4, exp_month, exp_year } = newest?.doc.card ?? {};
      return {
        id: row.id,
        object: 'onfile.customer',
        customer: customerView(row, livemode),
        cards: Number((await reader.first(countingCards, customer))?.count ?? 0),
        card: newest === undefined ? null : { brand, last4, exp_month, exp_year },
        payments: Number((await reader.first(countingPayments, customer))?.count ?? 0),
      };
    }),
  );
}

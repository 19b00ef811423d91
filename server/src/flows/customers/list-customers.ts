import { sql } from 'kysely';
import { type CustomerRow, customers } from '../../resources/customers/table.ts';
import { customerView } from '../../resources/customers/view.ts';
import type { Paging } from '../../resources/list.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import { statement } from '../../store/statement.ts';
import type { Reader } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { searchedList } from '../search/searched-list.ts';

const counting = (table: 'charges' | 'payment_methods', condition = sql`true`) =>
  statement<{ customer: string }, { count: number }>((db, p) =>
    sql<{ count: number }>`select count(*) as count from ${sql.table(table)} where account = ${p.account}
      and mode = ${p.mode} and customer = ${p.customer} and ${condition}`.compile(db),
  );
const countingCards = counting('payment_methods');
const countingPayments = counting('charges', sql`status = 'succeeded'`);

/** The dashboard's list of customers, newest first, with their newest card and their number of payments. */
export async function listCustomers(
  call: Call<Paging & { readonly query?: string | undefined }>,
  reader: Reader,
) {
  const page = await searchedList(call, reader, {
    table: customers,
    always: { deleted: 0 },
    tags: {},
    noun: 'customer',
    url: '/v1/onfile/customers',
    view: (row) => row,
  });
  return { ...page, data: await views(reader, page.data, call.livemode) };
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

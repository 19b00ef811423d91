import { errors } from '@onfile/shared/errors.ts';
import { shownUnitAmount } from '../../amounts/line-amount.ts';
import { amountsOfSession, type SessionLineAmounts } from '../../resources/checkout-sessions/amounts.ts';
import { currencyOf } from '../../resources/checkout-sessions/rules.ts';
import { checkoutSessions, type SessionRow } from '../../resources/checkout-sessions/table.ts';
import { prices } from '../../resources/prices/table.ts';
import { priceView } from '../../resources/prices/view.ts';
import type { Reader } from '../../store/store.ts';
import type { Call } from '../call.ts';

interface Paging {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

/** `GET /v1/checkout/sessions/:session/line_items`, in the session's order. */
export async function sessionLineItems(call: Call<Paging>, reader: Reader) {
  const id = call.path.session ?? '';
  const row = await checkoutSessions.find(reader, id);
  if (row === undefined) throw errors.missingInPath('checkout.session', id, 'session');
  return pageOfLines(reader, row, call.params);
}

/** Loads a session's hidden field `line_items`, for `expand`. */
export async function loadSessionLineItems(reader: Reader, id: string) {
  const row = await checkoutSessions.find(reader, id);
  return row === undefined ? null : pageOfLines(reader, row, { limit: 10 });
}

/** Loads a session's items as older versions show them. */
export async function loadDisplayItems(reader: Reader, id: string) {
  const row = await checkoutSessions.find(reader, id);
  return (row?.doc.line_items ?? []).map(({ description, images, name, quantity, unit_amount_decimal }) => ({
    amount: shownUnitAmount(unit_amount_decimal),
    currency: row?.doc.currency ?? null,
    custom: { description, images: [...images], name },
    quantity,
    type: 'custom',
  }));
}

async function pageOfLines(reader: Reader, row: SessionRow, paging: Paging) {
  const all = amountsOfSession(row.doc).lines;
  const placeOf = (id: string) => all.findIndex(({ line }) => line.id === id);
  const after = paging.starting_after === undefined ? -1 : placeOf(paging.starting_after);
  const before = paging.ending_before === undefined ? all.length : placeOf(paging.ending_before);
  const inRange = all.slice(after + 1, before === -1 ? all.length : before);
  const lines =
    paging.ending_before === undefined ? inRange.slice(0, paging.limit) : inRange.slice(-paging.limit);
  return {
    object: 'list',
    data: await Promise.all(lines.map((line) => lineItemView(reader, currencyOf(row.doc), line))),
    has_more: inRange.length > paging.limit,
    url: `/v1/checkout/sessions/${row.id}/line_items`,
  };
}

async function lineItemView(reader: Reader, currency: string, amounts: SessionLineAmounts) {
  const { item } = amounts.line;
  const price = await prices.find(reader, item.price);
  return {
    id: item.id,
    object: 'item',
    adjustable_quantity: item.adjustable_quantity && { enabled: true, ...item.adjustable_quantity },
    amount_discount: amounts.discount,
    amount_subtotal: amounts.subtotal,
    amount_tax: amounts.tax,
    amount_total: amounts.total,
    currency,
    description: item.name,
    metadata: item.metadata,
    price: price === undefined ? null : priceView(price, reader.scope.livemode),
    quantity: item.quantity,
  };
}

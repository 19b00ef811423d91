import { isCardSource } from '../../resources/payment-methods/card-view.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Reader } from '../../store/store.ts';

/** No customer has more cards than are read at once. */
const mostCards = 1000;

/** A customer's sources, which are their older card objects, newest first. */
export async function sourcesOf(reader: Reader, customer: string): Promise<PaymentMethodRow[]> {
  const { rows } = await paymentMethods.page(reader, { limit: mostCards, where: { customer } });
  return rows.filter(isCardSource);
}

/** One of a customer's sources; null if they have none with this id. */
export async function findSource(
  reader: Reader,
  customer: string,
  id: string,
): Promise<PaymentMethodRow | null> {
  const row = await paymentMethods.find(reader, id);
  return row !== undefined && isCardSource(row) && row.customer === customer ? row : null;
}

import { errors } from '@onfile/shared/errors.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Reader } from '../../store/store.ts';

/** Throws 400 unless the card is attached to the customer. `param` is the card's place in the request. */
export async function requireCardOf(
  reader: Reader,
  customer: string,
  card: string,
  param: string,
): Promise<void> {
  const row = await paymentMethods.find(reader, card);
  if (row === undefined) throw errors.missingInBody('PaymentMethod', card, param);
  if (row.customer !== customer) {
    throw errors.stateInvalid(
      `The customer does not have a payment method with the ID ${card}. The payment method must be attached to the customer.`,
      { param },
    );
  }
}

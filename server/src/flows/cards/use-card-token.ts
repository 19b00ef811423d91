import { errors } from '@onfile/shared/errors.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import { tokens } from '../../resources/tokens/table.ts';
import type { Transaction } from '../../store/store.ts';

/** The payment method that a card token becomes; null if there is no such token. Throws 400 for a used one. */
export async function useCardToken(
  transaction: Transaction,
  id: string,
  param: string,
): Promise<PaymentMethodRow | null> {
  const token = await tokens.lock(transaction, id);
  if (token === undefined || token.doc.kind !== undefined) return null;
  if (token.used === 1) {
    throw errors.parameterInvalid(
      `You cannot use a Stripe token more than once: ${id}.`,
      param,
      'token_already_used',
    );
  }
  await tokens.update(transaction, { ...token, used: 1 });
  const row = await paymentMethods.lock(transaction, token.payment_method);
  if (row === undefined) throw new Error(`The token ${id} has lost its card.`);
  return row;
}

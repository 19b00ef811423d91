import { errors } from '@onfile/shared/errors.ts';
import { requireUsable } from '../../resources/confirmation-tokens/rules.ts';
import { type ConfirmationTokenRow, confirmationTokens } from '../../resources/confirmation-tokens/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { accountTime } from '../customers/customer-clock.ts';
import type { Confirmation } from '../payments/confirmation.ts';
import type { CardChoice } from './chosen-card.ts';

export interface TokenChoice extends CardChoice, Confirmation {
  readonly setup_future_usage?: 'on_session' | 'off_session' | null | undefined;
  readonly shipping?: unknown;
}

/**
 * Adds a confirmation token's contents to the call; the request's own parameters take precedence. Throws 400 for an unknown,
 * used or expired token, and for one next to a card.
 */
export async function withConfirmationToken<Params extends TokenChoice>(
  call: Call<Params>,
): Promise<Call<Params>> {
  const { confirmation_token: id, payment_method, payment_method_data } = call.params;
  if (id === undefined) return call;
  if (payment_method !== undefined || payment_method_data !== undefined) {
    throw errors.parametersExclusive(
      ['confirmation_token', 'payment_method', 'payment_method_data'],
      'confirmation_token',
    );
  }
  const row = await confirmationTokens.find(call.store.reader, id);
  if (row === undefined) throw missing(id);
  requireUsable(row, accountTime(call));
  return { ...call, params: { ...carriedBy(row), ...call.params } };
}

function carriedBy({ doc, payment_method }: ConfirmationTokenRow) {
  return {
    payment_method,
    use_stripe_sdk: doc.use_stripe_sdk,
    ...(doc.mandate_data === null ? {} : { mandate_data: doc.mandate_data }),
    ...(doc.return_url === null ? {} : { return_url: doc.return_url }),
    ...(doc.setup_future_usage === null ? {} : { setup_future_usage: doc.setup_future_usage }),
    ...(doc.shipping === null ? {} : { shipping: doc.shipping }),
    ...(doc.consent === null ? {} : { consent: doc.consent }),
  };
}

/** Marks a confirmation's token as used, in its transaction. Throws 400 if another confirmation was first. */
export async function spendConfirmationToken(
  transaction: Transaction,
  id: string | undefined,
  now: number,
  intent: { readonly payment_intent: string } | { readonly setup_intent: string },
): Promise<void> {
  if (id === undefined) return;
  const row = await confirmationTokens.lock(transaction, id);
  if (row === undefined) throw missing(id);
  requireUsable(row, now);
  await confirmationTokens.update(transaction, { ...row, ...intent });
}

function missing(id: string) {
  return errors.missingInBody('confirmation_token', id, 'confirmation_token');
}

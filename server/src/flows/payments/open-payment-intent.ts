import { clientSecretOf } from '@onfile/shared/client-secret.ts';
import { changedIntent, newPaymentIntent } from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import { tellOfIntent } from './tell-of-intent.ts';

interface Opening {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly checkoutSession: string | null;
  readonly about: Partial<PaymentIntentRow['doc']>;
  /** What the request's parameters say of it; null where it is not made by one. */
  readonly change: Parameters<typeof changedIntent>[1] | null;
}

/** Makes a payment intent, for whoever is to be paid by one, and tells of it. Throws 400 for what cannot be said of one. */
export async function openPaymentIntent(
  { services, now }: OpenCall,
  transaction: Transaction,
  { change, ...opening }: Opening,
): Promise<PaymentIntentRow> {
  const { ids } = services;
  const id = ids.next('payment_intent');
  const clientSecret = clientSecretOf(id, ids.next('client_secret_part'));
  const bare = newPaymentIntent({ id, now, clientSecret, ...opening });
  const intent = change === null ? bare : changedIntent(bare, change);
  await paymentIntents.insert(transaction, intent);
  await tellOfIntent(transaction, services, now, 'payment_intent.created', intent);
  return intent;
}

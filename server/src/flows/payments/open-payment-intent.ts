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
  /** What the request's parameters set; null if no request creates the intent. */
  readonly change: Parameters<typeof changedIntent>[1] | null;
}

/** Drafts a payment intent without storing it. Throws 400 for values that an intent cannot have. */
export function draftPaymentIntent(
  { services: { ids }, now }: Pick<OpenCall, 'services' | 'now'>,
  { change, ...opening }: Opening,
): PaymentIntentRow {
  const id = ids.next('payment_intent');
  const clientSecret = clientSecretOf(id, ids.next('client_secret_part'));
  const bare = newPaymentIntent({ id, now, clientSecret, ...opening });
  return change === null ? bare : changedIntent(bare, change);
}

/** Stores a draft and appends the event of its creation, which shows the draft even if it is stored as confirmed. */
export async function openPaymentIntent(
  { services, now }: Pick<OpenCall, 'services' | 'now'>,
  transaction: Transaction,
  draft: PaymentIntentRow,
  stored: PaymentIntentRow = draft,
): Promise<PaymentIntentRow> {
  await paymentIntents.insert(transaction, stored);
  await tellOfIntent(transaction, services, now, 'payment_intent.created', draft);
  return stored;
}

/** Whether an intent has not been stored yet. */
export function isDraft({ seq }: PaymentIntentRow): boolean {
  return seq === undefined;
}

/** Stores an intent as confirmed: a draft, or one that the transaction holds. */
export function storeConfirmed(
  call: Pick<OpenCall, 'services' | 'now'>,
  transaction: Transaction,
  intent: PaymentIntentRow,
  processing: PaymentIntentRow,
): Promise<PaymentIntentRow> {
  return isDraft(intent)
    ? openPaymentIntent(call, transaction, intent, processing)
    : paymentIntents.replace(transaction, processing);
}

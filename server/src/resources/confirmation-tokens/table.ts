import type { ShownConsent } from '@onfile/shared/save-payment-method.ts';
import type Stripe from 'stripe';
import type { MandateData } from '../../params/mandate-data.ts';
import { type Row, resourceTable } from '../../store/table.ts';

export interface ConfirmationTokenDoc {
  readonly mandate_data: MandateData;
  readonly return_url: string | null;
  readonly setup_future_usage: 'on_session' | 'off_session' | null;
  readonly shipping: Stripe.ConfirmationToken.Shipping | null;
  readonly use_stripe_sdk: boolean;
  /** What the element showed the buyer about saving; null without an element. */
  readonly consent: ShownConsent | null;
}

export type ConfirmationTokenRow = Row<'confirmation_tokens', ConfirmationTokenDoc>;

export const confirmationTokens = resourceTable<'confirmation_tokens', ConfirmationTokenDoc>(
  'confirmation_tokens',
  ['payment_method', 'payment_intent', 'setup_intent', 'expires_at'],
);

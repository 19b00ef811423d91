import type Stripe from 'stripe';
import { type Row, resourceTable } from '../../store/table.ts';

export interface ChargeDoc {
  /** Held money that went back to the card uncaptured; Stripe counts it as refunded. */
  readonly amount_released: number;
  readonly billing_details: Stripe.Charge.BillingDetails;
  readonly balance_transaction: string | null;
  readonly captured: boolean;
  readonly fraud_details: Stripe.Charge.FraudDetails;
  readonly receipt_number: string | null;
  readonly receipt_url: string | null;
  readonly shipping: Stripe.Charge.Shipping | null;
  readonly calculated_statement_descriptor: string;
  readonly description: string | null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly metadata: Record<string, string>;
  readonly outcome: Stripe.Charge.Outcome;
  readonly paid: boolean;
  readonly payment_method: string;
  readonly card: Stripe.Charge.PaymentMethodDetails.Card;
  readonly receipt_email: string | null;
  /** The card of a charge that was created as one, not through an intent. Absent from all others. */
  readonly source?: Stripe.Card;
  readonly statement_descriptor: string | null;
  readonly statement_descriptor_suffix: string | null;
  readonly transfer_group: string | null;
  /** The request id under which the network knows the authorization; captures and refunds refer to it. */
  readonly authorization_request: string;
}

export type ChargeRow = Row<'charges', ChargeDoc>;

export const charges = resourceTable<'charges', ChargeDoc>('charges', [
  'customer',
  'payment_intent',
  'status',
  'amount',
  'amount_captured',
  'currency',
  'card_source',
  'failure_reason',
  'amount_refunded',
  'refunded',
  'disputed',
  'settle_at',
  'receipt_token',
  'transfer_group',
  'authorization_request',
]);

import type Stripe from 'stripe';
import type { MetadataChange } from '../../params/groups.ts';
import { type Row, resourceTable } from '../../store/table.ts';
import type { RefundDoc } from '../refunds/table.ts';

/**
 * Authorized money on its way to the merchant or back to the card. It is committed before the network is called, so that
 * it can be carried out again under its request id after a crash.
 */
export interface PaymentMoveDoc {
  readonly network_request: string;
  /** The request id under which the network knows the authorization. */
  readonly authorization_request: string;
  readonly charge: string;
  /** Minor units: the amount captured, or for a reversal the amount that was held. */
  readonly amount: number;
  /** What follows for the intent. */
  readonly follows:
    | {
        readonly kind: 'captured';
        readonly metadata: MetadataChange;
        readonly statement_descriptor_suffix: string | null;
      }
    | { readonly kind: 'canceled'; readonly reason: Stripe.PaymentIntent.CancellationReason | null }
    /** The refund of a charge that holds its money, created once the money has gone back. */
    | {
        readonly kind: 'refunded';
        readonly refund: {
          readonly id: string;
          readonly metadata: MetadataChange;
          readonly reason: RefundDoc['reason'];
        };
      }
    /** The authorization has lapsed. */
    | { readonly kind: 'lapsed' };
}

export type PaymentMoveRow = Row<'payment_moves', PaymentMoveDoc>;

export const paymentMoves = resourceTable<'payment_moves', PaymentMoveDoc>('payment_moves', [
  'payment_intent',
  'kind',
  'status',
]);

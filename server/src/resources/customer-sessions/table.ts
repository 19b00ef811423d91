import { type Row, resourceTable } from '../../store/table.ts';
import type { AllowRedisplay } from '../payment-methods/rules.ts';

type Switch = 'enabled' | 'disabled';

/** What the Payment Element may do for the customer. */
export interface PaymentElementFeatures {
  readonly payment_method_allow_redisplay_filters: readonly AllowRedisplay[];
  readonly payment_method_redisplay: Switch;
  readonly payment_method_redisplay_limit: number | null;
  readonly payment_method_remove: Switch;
  readonly payment_method_save: Switch;
  readonly payment_method_save_usage: 'on_session' | 'off_session' | null;
}

export interface CustomerSessionDoc {
  /** Null while the component is not enabled. */
  readonly payment_element: PaymentElementFeatures | null;
}

/** Its id is the client secret, because a customer session has no other id. */
export type CustomerSessionRow = Row<'customer_sessions', CustomerSessionDoc>;

export const customerSessions = resourceTable<'customer_sessions', CustomerSessionDoc>('customer_sessions', [
  'customer',
  'expires_at',
]);

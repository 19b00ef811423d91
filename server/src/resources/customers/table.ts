import type Stripe from 'stripe';
import { type Row, resourceTable } from '../../store/table.ts';

/** What a customer holds besides its columns. */
export interface CustomerDoc {
  readonly address: Stripe.Address | null;
  readonly balance: number;
  readonly description: string | null;
  readonly individual_name: string | null;
  readonly business_name: string | null;
  readonly invoice_prefix: string;
  readonly default_payment_method: string | null;
  /** An older card object, `card_…`. Absent from customers older than the field. */
  readonly default_source?: string | null;
  readonly metadata: Record<string, string>;
  readonly next_invoice_sequence: number;
  readonly preferred_locales: readonly string[];
  readonly shipping: Stripe.Customer.Shipping | null;
  readonly tax_exempt: 'none' | 'exempt' | 'reverse';
}

export type CustomerRow = Row<'customers', CustomerDoc>;

export const customers = resourceTable<'customers', CustomerDoc>('customers', [
  'email',
  'name',
  'phone',
  'deleted',
  'test_clock',
  'email_key',
]);

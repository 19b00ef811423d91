import type { Reader } from '../../store/store.ts';
import { type Row, resourceTable } from '../../store/table.ts';

/** Evidence given as text, by the API's names. */
export const evidenceTexts = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const;

/** Evidence given as files, each by the id of an upload with the purpose `dispute_evidence`. */
export const evidenceFiles = [
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
] as const;

export type EvidenceName = (typeof evidenceTexts | typeof evidenceFiles)[number];
export type Evidence = Readonly<Partial<Record<EvidenceName, string>>>;

export interface DisputeDoc {
  readonly brand: string;
  readonly due_by: number;
  readonly evidence: Evidence;
  /** Nobody had answered by the deadline. */
  readonly past_due: boolean;
  readonly metadata: Record<string, string>;
  readonly reason: 'fraudulent' | 'product_not_received';
  readonly submission_count: number;
  /** How it will be decided at `decide_at`. */
  readonly verdict: 'won' | 'lost';
}

export type DisputeRow = Row<'disputes', DisputeDoc>;

export const disputes = resourceTable<'disputes', DisputeDoc>('disputes', [
  'charge',
  'payment_intent',
  'status',
  'amount',
  'currency',
  'network_case',
  'decide_at',
]);

/** A charge's disputes, newest first. */
export async function disputesOf(reader: Reader, charge: string): Promise<readonly DisputeRow[]> {
  return (await disputes.page(reader, { limit: 100, where: { charge } })).rows;
}

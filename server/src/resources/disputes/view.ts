import type Stripe from 'stripe';
import { isInquiry } from './rules.ts';
import type { DisputeRow } from './table.ts';

/** The network's own codes for the reasons; these are Visa's. */
const reasonCodes = { fraudulent: '10.4', product_not_received: '13.1' } as const;

export function disputeView(
  row: DisputeRow,
  movements: Stripe.BalanceTransaction[],
  livemode: boolean,
): Stripe.Dispute {
  const { doc } = row;
  const said = (name: keyof typeof doc.evidence) => doc.evidence[name] ?? null;
  return {
    id: row.id,
    object: 'dispute',
    amount: row.amount,
    balance_transactions: movements,
    charge: row.charge,
    created: row.created,
    currency: row.currency,
    enhanced_eligibility_types: [],
    evidence: {
      access_activity_log: said('access_activity_log'),
      billing_address: said('billing_address'),
      cancellation_policy: said('cancellation_policy'),
      cancellation_policy_disclosure: said('cancellation_policy_disclosure'),
      cancellation_rebuttal: said('cancellation_rebuttal'),
      customer_communication: said('customer_communication'),
      customer_email_address: said('customer_email_address'),
      customer_name: said('customer_name'),
      customer_purchase_ip: said('customer_purchase_ip'),
      customer_signature: said('customer_signature'),
      duplicate_charge_documentation: said('duplicate_charge_documentation'),
      duplicate_charge_explanation: said('duplicate_charge_explanation'),
      duplicate_charge_id: said('duplicate_charge_id'),
      enhanced_evidence: {},
      product_description: said('product_description'),
      receipt: said('receipt'),
      refund_policy: said('refund_policy'),
      refund_policy_disclosure: said('refund_policy_disclosure'),
      refund_refusal_explanation: said('refund_refusal_explanation'),
      service_date: said('service_date'),
      service_documentation: said('service_documentation'),
      shipping_address: said('shipping_address'),
      shipping_carrier: said('shipping_carrier'),
      shipping_date: said('shipping_date'),
      shipping_documentation: said('shipping_documentation'),
      shipping_tracking_number: said('shipping_tracking_number'),
      uncategorized_file: said('uncategorized_file'),
      uncategorized_text: said('uncategorized_text'),
    },
    evidence_details: {
      due_by: doc.due_by,
      enhanced_eligibility: {},
      has_evidence: Object.keys(doc.evidence).length > 0,
      past_due: doc.past_due,
      submission_count: doc.submission_count,
      submission_method: doc.submission_count > 0 ? 'manual' : 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry(row),
    livemode,
    metadata: doc.metadata,
    payment_intent: row.payment_intent,
    payment_method_details: {
      card: {
        brand: doc.brand,
        case_type: isInquiry(row) ? 'inquiry' : 'chargeback',
        network: doc.brand,
        network_reason_code: reasonCodes[doc.reason],
      },
      type: 'card',
    },
    reason: doc.reason,
    status: row.status,
  };
}

import type Stripe from 'stripe';
import type { EarlyFraudWarningRow } from './table.ts';

export function earlyFraudWarningView(
  row: EarlyFraudWarningRow,
  livemode: boolean,
): Stripe.Radar.EarlyFraudWarning {
  return {
    id: row.id,
    object: 'radar.early_fraud_warning',
    actionable: row.doc.actionable,
    charge: row.charge,
    created: row.created,
    fraud_type: row.doc.fraud_type,
    livemode,
    ...(row.payment_intent === null ? {} : { payment_intent: row.payment_intent }),
  };
}

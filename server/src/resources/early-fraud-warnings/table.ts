import { type Row, resourceTable } from '../../store/table.ts';

export interface EarlyFraudWarningDoc {
  readonly actionable: boolean;
  readonly fraud_type: string;
}

export type EarlyFraudWarningRow = Row<'early_fraud_warnings', EarlyFraudWarningDoc>;

export const earlyFraudWarnings = resourceTable<'early_fraud_warnings', EarlyFraudWarningDoc>(
  'early_fraud_warnings',
  ['charge', 'payment_intent', 'network_case'],
);

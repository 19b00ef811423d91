import { row, type TestCardRow } from './test-card.ts';

/** Cards that pay, and whose peculiarity comes after the payment. Source: Stripe's testing page. */
export const aftermathCards: readonly TestCardRow[] = [
  // Disputes
  row('4000000000000259', ['createDispute'], { aftermath: 'dispute' }),
  row('4000000000002685', ['createDisputeProductNotReceived'], { aftermath: 'dispute_not_received' }),
  row('4000000000001976', ['createDisputeInquiry'], { aftermath: 'inquiry' }),
  row('4000000000005423', ['createIssuerFraudRecord'], { aftermath: 'fraud_warning' }),
  row('4000000404000079', ['createMultipleDisputes'], { aftermath: 'multiple_disputes' }),
  row('4000000404000038', ['createCe3EligibleDispute'], { aftermath: 'dispute' }),
  row('4000008400000779', ['createComplianceDispute']),
  row('5105008400000002', ['createMastercardComplianceDispute']),
  row('4000000001000043', ['createAutoRepresentmentEligibleDispute'], { aftermath: 'dispute' }),
  row('4000000404004816', ['createRapidDisputeResolutionDispute']),
  row('4000000404005649', ['createCe3BlockDispute']),
  row('5105000300000018', ['createEthocaAlert']),
  // Refunds
  row('4000000000007726', ['pendingRefund'], { refunds: 'pending', refundsEnd: 'succeeded' }),
  row('4000000000005126', ['refundFail'], { refundsEnd: 'failed' }),
  // Balance
  row('4000000000000077', ['bypassPending']),
  row('4000003720000278', ['bypassPendingInternational']),
  row('4000000000000093', ['domesticPricing']),
];

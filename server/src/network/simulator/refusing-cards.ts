import { type Declining, type IssuedDecline, row, type TestCardRow } from './test-card.ts';

const always = (code: IssuedDecline) => ({ decline: { code, from: 'attach' } satisfies Declining });
const onlyCharges = (code: IssuedDecline) => ({ decline: { code, from: 'charge' } satisfies Declining });

/** Both spellings of a decline's name: with the brand, and the older one without. */
const chargeDeclined = (why = '') => [`visa_chargeDeclined${why}`, `chargeDeclined${why}`];

/** Cards that the issuer declines. Source: Stripe's testing page. */
export const decliningCards: readonly TestCardRow[] = [
  row('4000000000000002', chargeDeclined(), always('generic_decline')),
  row('4000000000009995', chargeDeclined('InsufficientFunds'), always('insufficient_funds')),
  row('4000000000009987', chargeDeclined('LostCard'), always('lost_card')),
  row('4000000000009979', chargeDeclined('StolenCard'), always('stolen_card')),
  row('4000000000000069', chargeDeclined('ExpiredCard'), always('expired_card')),
  row('4000000000000127', chargeDeclined('IncorrectCvc'), {
    decline: { code: 'incorrect_cvc', from: 'attach', securityCodeGiven: true },
    checks: { cvc: 'fail' },
  }),
  row('4000000000000119', chargeDeclined('ProcessingError'), always('processing_error')),
  row('4000000000006975', chargeDeclined('VelocityLimitExceeded'), always('card_velocity_exceeded')),
  row('4000000000000341', ['chargeCustomerFail', 'visa_chargeCustomerFail'], onlyCharges('generic_decline')),
  // Published only by name; the numbers are Onfile's.
  row('4000000000004350', ['visa_chargeCustomerFailLostCard'], onlyCharges('lost_card')),
  row('4000000000004368', ['visa_chargeCustomerFailStolenCard'], onlyCharges('stolen_card')),
  row('4000058400009999', ['visa_debit_chargeDeclinedInsufficientFunds'], always('insufficient_funds')),
];

/** Cards that look like fraud, or whose checks do not pass. Source: Stripe's testing page. */
export const riskyCards: readonly TestCardRow[] = [
  row('4100000000000019', ['radarBlock', ...chargeDeclined('Fraudulent')], { risk: 'highest' }),
  row('4000000000004954', ['riskLevelHighest'], { risk: 'highest' }),
  row('4000000000009235', ['riskLevelElevated'], { risk: 'elevated' }),
  row('4000000000000101', ['cvcCheckFail'], { checks: { cvc: 'fail' } }),
  row('4000000000000036', ['avsZipFail'], { checks: { postalCode: 'fail' } }),
  row('4000000000000028', ['avsLine1Fail'], { checks: { line1: 'fail' } }),
  row('4000000000000010', ['avsFail'], { checks: { postalCode: 'fail', line1: 'fail' } }),
  row('4000000000000044', ['avsUnchecked'], { checks: { postalCode: 'unavailable', line1: 'unavailable' } }),
  row('4000058400307872', ['cvcCheckFailElevatedRisk'], { risk: 'elevated', checks: { cvc: 'fail' } }),
  row('4000058400306072', ['avsZipFailElevatedRisk'], { risk: 'elevated', checks: { postalCode: 'fail' } }),
  // Blocked only by risk controls that are off by default.
  row('4000008400000407', ['highFraudDisputeScore']),
  row('4000008400000159', ['highEfwScore']),
  row('4000008400001017', ['radarDynamicRiskThreshold']),
  row('4001858821843804', ['freeTrialAbuseBlock']),
  row('4000008405600003', ['adaptive3dsChallenge']),
  row('4000000000001208'),
  row('4000000000003725'),
];

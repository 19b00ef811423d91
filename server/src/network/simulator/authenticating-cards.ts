import { type AuthenticationRule, row, type TestCardRow } from './test-card.ts';

const challengedUnlessSetUp: AuthenticationRule = {
  onSession: 'unless_set_up',
  offSession: 'unless_set_up',
  outcome: 'challenge',
};
const challengedAlways: AuthenticationRule = {
  onSession: 'always',
  offSession: 'always',
  outcome: 'challenge',
};
const challengedOnSession: AuthenticationRule = {
  onSession: 'always',
  offSession: 'never',
  outcome: 'challenge',
};
/** For every payment with the cardholder present, and the first one that stores the card. */
const required: AuthenticationRule = {
  onSession: 'always',
  offSession: 'unless_set_up',
  outcome: 'challenge',
};
const ifAsked = (outcome: AuthenticationRule['outcome']): AuthenticationRule => ({
  onSession: 'never',
  offSession: 'never',
  outcome,
});

/** Cards for 3-D Secure. Source: Stripe's testing page. */
export const authenticatingCards: readonly TestCardRow[] = [
  row('4000002500003155', ['authenticationRequiredOnSetup'], { authentication: challengedUnlessSetUp }),
  row('4000002760003184', ['authenticationRequired'], { authentication: challengedAlways }),
  row('4000003800000446', ['authenticationRequiredSetupForOffSession'], {
    authentication: challengedOnSession,
  }),
  row('4000008260003178', ['authenticationRequiredChargeDeclinedInsufficientFunds'], {
    authentication: required,
    decline: { code: 'insufficient_funds', from: 'charge' },
  }),
  row('4000000000003220', ['threeDSecureRequired', 'threeDSecure2Required'], {
    authentication: required,
    country: 'IE',
  }),
  row('4000000000003063', [], { authentication: required }),
  row('4000008400000027', [], { authentication: required }),
  row('4000008400001629', ['threeDSecureRequiredChargeDeclined'], {
    authentication: required,
    decline: { code: 'generic_decline', from: 'set_up' },
  }),
  row('4000008400001280', ['threeDSecureRequiredProcessingError'], {
    authentication: { onSession: 'always', offSession: 'never', outcome: 'processing_error' },
    decline: { code: 'generic_decline', from: 'set_up' },
  }),
  row('4000000000003055', ['threeDSecureOptional'], { authentication: ifAsked('challenge') }),
  row('4000000000003097', ['threeDSecureOptionalProcessingError'], {
    authentication: ifAsked('processing_error'),
  }),
  row('4000000032200000', [], {
    authentication: { onSession: 'always', offSession: 'never', outcome: 'frictionless' },
  }),
  row('378282246310005', ['amex_threeDSecureNotSupported'], { authentication: ifAsked('not_supported') }),
  row('371449635398431', ['amex'], { authentication: ifAsked('not_supported') }),
  // Kinds of challenge in mobile apps; in a browser they are all the same page.
  row('4000000000003238', [], { authentication: challengedAlways }),
  row('4000000000003246', [], { authentication: challengedAlways }),
  row('4000000000003253', [], { authentication: challengedAlways }),
  row('4000582600000094', [], { authentication: challengedAlways, country: 'GB' }),
  row('4000582600000045', [], { authentication: challengedAlways, country: 'GB' }),
  row('4000582600000102', [], { authentication: challengedAlways, country: 'GB' }),
  row('4000582600000110', [], { authentication: challengedAlways, country: 'GB' }),
  // India: recurring payments need a set-up with authentication.
  row('4000053560000011', [], { authentication: challengedUnlessSetUp }),
];

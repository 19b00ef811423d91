import type { en } from '../../i18n/en.ts';

type Words = keyof typeof en.decline;

const sameAs: Readonly<Record<string, Words>> = {
  authentication_not_handled: 'authentication_required',
  call_issuer: 'do_not_honor',
  do_not_try_again: 'do_not_honor',
  incorrect_address: 'incorrect_zip',
  invalid_account: 'card_not_supported',
  invalid_cvc: 'incorrect_cvc',
  invalid_expiry_month: 'expired_card',
  invalid_expiry_year: 'expired_card',
  invalid_number: 'incorrect_number',
  issuer_not_available: 'try_again_later',
  merchant_blacklist: 'fraudulent',
  no_action_taken: 'do_not_honor',
  not_permitted: 'card_not_supported',
  restricted_card: 'pickup_card',
  revocation_of_all_authorizations: 'revoked',
  revocation_of_authorization: 'revoked',
  security_violation: 'fraudulent',
  service_not_allowed: 'card_not_supported',
  stop_payment_order: 'revoked',
  transaction_not_allowed: 'card_not_supported',
  withdrawal_count_limit_exceeded: 'card_velocity_exceeded',
};

const told = new Set<string>([
  'insufficient_funds',
  'lost_card',
  'stolen_card',
  'fraudulent',
  'expired_card',
  'incorrect_cvc',
  'incorrect_number',
  'incorrect_zip',
  'processing_error',
  'card_velocity_exceeded',
  'authentication_required',
  'card_not_supported',
  'currency_not_supported',
  'do_not_honor',
  'try_again_later',
  'pickup_card',
] satisfies Words[]);

/** The plain words that explain a decline to the merchant's staff. */
export function declineWords(code: string | null | undefined): Words {
  if (code === null || code === undefined) return 'generic';
  return isTold(code) ? code : (sameAs[code] ?? 'generic');
}

function isTold(code: string): code is Words {
  return told.has(code);
}

/** What a decline means to the API and to the buyer. Source: Stripe's list of decline codes. */
export interface DeclineMeaning {
  /** The error's `code`. */
  readonly code: string;
  /** For the buyer. A lost, stolen or suspicious card shows as a plain decline, as card schemes require. */
  readonly message: string;
  readonly param: 'number' | 'cvc' | 'exp_month' | 'exp_year' | null;
}

const plain: DeclineMeaning = { code: 'card_declined', message: 'Your card was declined.', param: null };
const worded = (message: string): DeclineMeaning => ({ ...plain, message });
const own = (code: string, message: string, param: DeclineMeaning['param'] = null): DeclineMeaning => ({
  code,
  message,
  param,
});

const unsupportedPurchase = worded('Your card does not support this type of purchase.');

export const declineCodes = {
  approve_with_id: plain,
  authentication_not_handled: plain,
  authentication_required: own(
    'authentication_required',
    'Your card was declined. This transaction requires authentication.',
  ),
  call_issuer: plain,
  card_not_supported: worded('Your card is not supported.'),
  card_velocity_exceeded: worded(
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
  ),
  currency_not_supported: worded('Your card does not support this currency.'),
  do_not_honor: plain,
  do_not_try_again: plain,
  duplicate_transaction: plain,
  expired_card: own('expired_card', 'Your card has expired.', 'exp_month'),
  fraudulent: plain,
  generic_decline: plain,
  incorrect_address: own('incorrect_address', "Your card's address is incorrect."),
  incorrect_cvc: own('incorrect_cvc', "Your card's security code is incorrect.", 'cvc'),
  incorrect_number: own('incorrect_number', 'Your card number is incorrect.', 'number'),
  incorrect_pin: plain,
  incorrect_zip: own('incorrect_zip', 'The zip code you supplied failed validation.'),
  insufficient_funds: worded('Your card has insufficient funds.'),
  invalid_account: plain,
  invalid_amount: plain,
  invalid_cvc: own('invalid_cvc', "Your card's security code is invalid.", 'cvc'),
  invalid_expiry_month: own('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month'),
  invalid_expiry_year: own('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year'),
  invalid_number: own('invalid_number', 'The card number is not a valid credit card number.', 'number'),
  invalid_pin: plain,
  issuer_not_available: plain,
  lost_card: plain,
  merchant_blacklist: plain,
  mobile_device_authentication_required: plain,
  new_account_information_available: plain,
  no_action_taken: plain,
  not_permitted: plain,
  offline_pin_required: plain,
  online_or_offline_pin_required: plain,
  pickup_card: plain,
  pin_try_exceeded: plain,
  processing_error: own(
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ),
  reenter_transaction: plain,
  restricted_card: plain,
  revocation_of_all_authorizations: plain,
  revocation_of_authorization: plain,
  security_violation: plain,
  service_not_allowed: unsupportedPurchase,
  stolen_card: plain,
  stop_payment_order: plain,
  test_mode_live_card: worded(
    'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
  ),
  testmode_decline: plain,
  transaction_not_allowed: unsupportedPurchase,
  try_again_later: plain,
  withdrawal_count_limit_exceeded: plain,
} as const satisfies Readonly<Record<string, DeclineMeaning>>;

export type DeclineCode = keyof typeof declineCodes;

export function declineOf(code: DeclineCode): DeclineMeaning {
  return declineCodes[code];
}

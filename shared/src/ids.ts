/**
 * Shapes of ids: a prefix, and the number of letters and digits after it. A `timed` id's letters begin with the time, as
 * Stripe's do, so that an index of them grows at its end; all others are random. Source: ids in recorded Stripe answers.
 */
export const idShapes = {
  account: { prefix: 'acct_1', length: 15, timed: false },
  api_key_body: { prefix: '', length: 99, timed: false },
  audit_entry: { prefix: 'aud_1', length: 23, timed: true },
  authentication: { prefix: 'tdsrc_1', length: 23, timed: true },
  balance_transaction: { prefix: 'txn_3', length: 23, timed: true },
  charge: { prefix: 'ch_3', length: 23, timed: true },
  checkout_session_live: { prefix: 'cs_live_a1', length: 56, timed: true },
  checkout_session_test: { prefix: 'cs_test_a1', length: 56, timed: true },
  client_secret_part: { prefix: '', length: 25, timed: false },
  confirmation_token: { prefix: 'ctoken_1', length: 23, timed: true },
  consent: { prefix: 'cons_1', length: 23, timed: true },
  customer_session_secret: { prefix: 'cuss_secret_', length: 48, timed: false },
  customer: { prefix: 'cus_', length: 14, timed: true },
  dispute: { prefix: 'du_1', length: 23, timed: true },
  early_fraud_warning: { prefix: 'issfr_1', length: 23, timed: true },
  event: { prefix: 'evt_1', length: 23, timed: true },
  file: { prefix: 'file_1', length: 23, timed: true },
  file_link: { prefix: 'link_1', length: 23, timed: true },
  file_link_token: { prefix: '', length: 43, timed: false },
  invitation: { prefix: 'inv_1', length: 23, timed: true },
  invoice_prefix: { prefix: '', length: 8, timed: false },
  line_item: { prefix: 'li_1', length: 23, timed: true },
  mandate: { prefix: 'mandate_1', length: 23, timed: true },
  member: { prefix: 'mem_1', length: 23, timed: true },
  network_request: { prefix: 'nreq_', length: 24, timed: false },
  payment_attempt: { prefix: 'payatt_3', length: 23, timed: true },
  payment_event: { prefix: 'evt_3', length: 23, timed: true },
  payment_intent: { prefix: 'pi_3', length: 23, timed: true },
  payment_method: { prefix: 'pm_1', length: 23, timed: true },
  payment_move: { prefix: 'move_1', length: 23, timed: true },
  price: { prefix: 'price_1', length: 23, timed: true },
  product: { prefix: 'prod_', length: 14, timed: true },
  receipt_token: { prefix: '', length: 43, timed: false },
  refund: { prefix: 're_3', length: 23, timed: true },
  request: { prefix: 'req_', length: 14, timed: false },
  session_secret_part: { prefix: 'fid', length: 60, timed: false },
  sign_in_row: { prefix: '', length: 32, timed: false },
  sign_in_session: { prefix: 'sis_1', length: 23, timed: true },
  setup_attempt: { prefix: 'setatt_1', length: 23, timed: true },
  setup_intent: { prefix: 'seti_1', length: 23, timed: true },
  setup_secret_part: { prefix: '', length: 31, timed: false },
  webhook_delivery: { prefix: 'wd_1', length: 23, timed: true },
  webhook_endpoint: { prefix: 'we_1', length: 23, timed: true },
  webhook_secret: { prefix: 'whsec_', length: 32, timed: false },
  test_clock: { prefix: 'clock_1', length: 23, timed: true },
  token: { prefix: 'tok_1', length: 23, timed: false },
} as const;

export type IdKind = keyof typeof idShapes;

/** Makes ids of letters and digits. */
export interface Ids {
  next(kind: IdKind): string;
}

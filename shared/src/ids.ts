/** Shapes of ids: prefix and number of random letters and digits behind it. Source: ids in recorded Stripe answers. */
export const idShapes = {
  account: { prefix: 'acct_1', length: 15 },
  api_key_body: { prefix: '', length: 99 },
  authentication: { prefix: 'tdsrc_1', length: 23 },
  charge: { prefix: 'ch_3', length: 23 },
  checkout_session_live: { prefix: 'cs_live_a1', length: 56 },
  checkout_session_test: { prefix: 'cs_test_a1', length: 56 },
  client_secret_part: { prefix: '', length: 25 },
  consent: { prefix: 'cons_1', length: 23 },
  customer: { prefix: 'cus_', length: 14 },
  event: { prefix: 'evt_1', length: 23 },
  invoice_prefix: { prefix: '', length: 8 },
  line_item: { prefix: 'li_1', length: 23 },
  network_request: { prefix: 'nreq_', length: 24 },
  payment_attempt: { prefix: 'payatt_3', length: 23 },
  payment_event: { prefix: 'evt_3', length: 23 },
  payment_intent: { prefix: 'pi_3', length: 23 },
  payment_method: { prefix: 'pm_1', length: 23 },
  price: { prefix: 'price_1', length: 23 },
  product: { prefix: 'prod_', length: 14 },
  request: { prefix: 'req_', length: 14 },
  session_secret_part: { prefix: 'fid', length: 60 },
  token: { prefix: 'tok_1', length: 23 },
} as const;

export type IdKind = keyof typeof idShapes;

/** Makes ids: letters and digits, each equally likely. */
export interface Ids {
  next(kind: IdKind): string;
}

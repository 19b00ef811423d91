import type Stripe from 'stripe';
import { cardFields } from '../../params/card-fields.ts';
import { fields, group } from '../../params/fields.ts';
import { billingDetailsParam } from '../../params/groups.ts';
import { paging } from '../../params/lists.ts';
import { ownParams, params } from '../../params/params.ts';

const allowRedisplay = fields.choice(['always', 'limited', 'unspecified']);
const networks = group({
  preferred: fields.clearableChoice(['cartes_bancaires', 'mastercard', 'visa']).optional(),
});

/** Incoming card data. */
export const cardParam = group({
  cvc: cardFields.securityCode().optional(),
  exp_month: fields.integer().optional(),
  exp_year: fields.integer().optional(),
  networks: networks.optional(),
  number: cardFields.number().optional(),
  token: fields.text().optional(),
});

type OtherTypes = Exclude<
  keyof Stripe.PaymentMethodCreateParams,
  'allow_redisplay' | 'billing_details' | 'card' | 'expand' | 'metadata' | 'type'
>;

/** Onfile accepts cards; every other payment method is refused by name. */
const otherTypes: Record<OtherTypes, ReturnType<typeof fields.unsupported>> = {
  acss_debit: fields.unsupported(),
  affirm: fields.unsupported(),
  afterpay_clearpay: fields.unsupported(),
  alipay: fields.unsupported(),
  alma: fields.unsupported(),
  amazon_pay: fields.unsupported(),
  au_becs_debit: fields.unsupported(),
  bacs_debit: fields.unsupported(),
  bancontact: fields.unsupported(),
  billie: fields.unsupported(),
  bizum: fields.unsupported(),
  blik: fields.unsupported(),
  boleto: fields.unsupported(),
  cashapp: fields.unsupported(),
  crypto: fields.unsupported(),
  custom: fields.unsupported(),
  customer: fields.unsupported(),
  customer_balance: fields.unsupported(),
  eps: fields.unsupported(),
  fpx: fields.unsupported(),
  giropay: fields.unsupported(),
  grabpay: fields.unsupported(),
  ideal: fields.unsupported(),
  interac_present: fields.unsupported(),
  kakao_pay: fields.unsupported(),
  klarna: fields.unsupported(),
  konbini: fields.unsupported(),
  kr_card: fields.unsupported(),
  link: fields.unsupported(),
  mb_way: fields.unsupported(),
  mobilepay: fields.unsupported(),
  multibanco: fields.unsupported(),
  naver_pay: fields.unsupported(),
  nz_bank_account: fields.unsupported(),
  oxxo: fields.unsupported(),
  p24: fields.unsupported(),
  pay_by_bank: fields.unsupported(),
  payco: fields.unsupported(),
  payment_method: fields.unsupported(),
  paynow: fields.unsupported(),
  paypal: fields.unsupported(),
  paypay: fields.unsupported(),
  payto: fields.unsupported(),
  pix: fields.unsupported(),
  promptpay: fields.unsupported(),
  radar_options: fields.unsupported(),
  revolut_pay: fields.unsupported(),
  samsung_pay: fields.unsupported(),
  satispay: fields.unsupported(),
  scalapay: fields.unsupported(),
  sepa_debit: fields.unsupported(),
  sequra: fields.unsupported(),
  sofort: fields.unsupported(),
  sunbit: fields.unsupported(),
  swish: fields.unsupported(),
  twint: fields.unsupported(),
  upi: fields.unsupported(),
  us_bank_account: fields.unsupported(),
  wechat_pay: fields.unsupported(),
  zip: fields.unsupported(),
};

/** What Onfile's own script adds: which sandbox is meant. */
interface OfTheBrowser {
  readonly client_secret: unknown;
  readonly customer_session_client_secret: unknown;
}

export const createParams = params<Stripe.PaymentMethodCreateParams & OfTheBrowser>()({
  ...otherTypes,
  client_secret: fields.text().optional(),
  customer_session_client_secret: fields.text().optional(),
  allow_redisplay: allowRedisplay.optional(),
  billing_details: billingDetailsParam.optional(),
  card: cardParam.optional(),
  metadata: fields.metadata().optional(),
  type: fields.choice(['card']),
});

/** A payment method that is created together with what it pays or sets up. */
export const paymentMethodData = group({
  ...otherTypes,
  allow_redisplay: allowRedisplay.optional(),
  billing_details: billingDetailsParam.optional(),
  card: cardParam.optional(),
  metadata: fields.metadata().optional(),
  type: fields.choice(['card']),
});

/** What a buyer may change about a card that their page shows. */
export const savedCardChange = {
  payment_method: fields.text(),
  billing_details: billingDetailsParam.optional(),
  card: group({ exp_month: fields.integer().optional(), exp_year: fields.integer().optional() }).optional(),
};

export const updateParams = params<Stripe.PaymentMethodUpdateParams>()({
  allow_redisplay: allowRedisplay.optional(),
  billing_details: billingDetailsParam.optional(),
  card: group({
    exp_month: fields.integer().optional(),
    exp_year: fields.integer().optional(),
    networks: networks.optional(),
  }).optional(),
  metadata: fields.metadata().optional(),
  us_bank_account: fields.unsupported(),
});

export const listParams = params<Stripe.PaymentMethodListParams>()({
  ...paging,
  allow_redisplay: allowRedisplay.optional(),
  customer: fields.text().optional(),
  customer_account: fields.unsupported(),
  type: fields.text().optional(),
});

export const attachParams = params<Stripe.PaymentMethodAttachParams>()({
  customer: fields.text(),
  customer_account: fields.unsupported(),
});

export const noParams = ownParams({});
export type CreateParams = ReturnType<typeof createParams.read>;

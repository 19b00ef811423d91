import type { CheckoutPage, HostedPage } from '@onfile/shared/checkout-page.ts';
import type { ElementsSession } from '@onfile/shared/elements-session.ts';
import type Stripe from 'stripe';
import type { CreateParams as ConfirmationTokenParams } from '../resources/confirmation-tokens/params.ts';
import type * as elementsSessions from '../resources/elements-sessions/params.ts';
import type * as paymentIntents from '../resources/payment-intents/params.ts';
import type { CreateParams as PaymentMethodParams } from '../resources/payment-methods/params.ts';
import type * as paymentPages from '../resources/payment-pages/params.ts';
import type * as setupIntents from '../resources/setup-intents/params.ts';
import type { CreateParams as TokenParams } from '../resources/tokens/params.ts';
import type { Audiences, Setters } from './field-access.ts';

/*
 * What a browser may set and read: a buyer's page, with a publishable key and, for an object, its client secret. Whatever
 * is not listed here is neither sent to it nor accepted from it. Members of the dashboard count as servers here; which of
 * them see secrets is decided by `seesSecrets` in `sign-in/roles.ts`.
 */

const secrets = { client_secret: 'page', customer_session_client_secret: 'page' } as const;

const address = {
  city: 'page',
  country: 'page',
  line1: 'page',
  line2: 'page',
  postal_code: 'page',
  state: 'page',
} as const;

const billingDetails = { address, email: 'page', name: 'page', phone: 'page' } as const;

const savedCardChange = {
  payment_method: 'page',
  billing_details: billingDetails,
  card: { exp_month: 'page', exp_year: 'page' },
} as const;

const networks = { preferred: 'page' } as const;

const card = {
  cvc: 'page',
  exp_month: 'page',
  exp_year: 'page',
  networks,
  number: 'page',
  token: 'page',
} as const;

const paymentMethodData = {
  allow_redisplay: 'page',
  billing_details: billingDetails,
  card,
  metadata: 'page',
  type: 'page',
} as const;

const consent = {
  source: 'page',
  language: 'page',
  texts_version: 'page',
  terms_shown: 'page',
  words: 'page',
  in_view: 'page',
} as const;

const mandateData = {
  customer_acceptance: {
    // When, how and from where it was given is evidence that a page cannot supply.
    accepted_at: 'server',
    offline: 'server',
    online: { infer_from_client: 'page', ip_address: 'server', user_agent: 'server' },
    type: 'page',
  },
} as const;

const finishing = { attempt: 'page', cancelled: 'page' } as const;

/** Common to confirming both kinds of intents. Only the server says how a card is authenticated and captured. */
const confirmation = {
  allowed_payment_method_types: 'server',
  client_context: 'page',
  confirmation_token: 'page',
  consent,
  expected_payment_method_type: 'page',
  mandate_data: mandateData,
  payment_method: 'page',
  payment_method_data: paymentMethodData,
  payment_method_options: 'server',
  return_url: 'page',
  use_stripe_sdk: 'page',
} as const;

const contact = { name: 'page', address } as const;

const buyer = {
  email: 'page_unless_server',
  phone_number: 'page',
  billing_address: contact,
  shipping_address: 'page_unless_server',
} as const;

const ofOtherClients = {
  eid: 'page',
  redirect_type: 'page',
  elements_session_client: 'page',
  client_attribution_metadata: 'page',
} as const;

/** Who may set each field of every call that browsers may make. Source: the parameters of `@stripe/stripe-js`. */
export const settable = {
  confirmPaymentIntent: {
    ...confirmation,
    capture_method: 'server',
    error_on_requires_action: 'server',
    excluded_payment_method_types: 'server',
    off_session: 'server',
    receipt_email: 'page_unless_server',
    setup_future_usage: 'page_unless_server',
    shipping: 'page_unless_server',
  } satisfies Setters<paymentIntents.ConfirmParams>,
  retrievePaymentIntent: { client_secret: 'page' } satisfies Setters<paymentIntents.RetrieveParams>,
  finishPaymentIntent: finishing satisfies Setters<paymentIntents.FinishParams>,

  confirmSetupIntent: confirmation satisfies Setters<setupIntents.ConfirmParams>,
  retrieveSetupIntent: { client_secret: 'page' } satisfies Setters<setupIntents.RetrieveParams>,
  finishSetupIntent: finishing satisfies Setters<setupIntents.FinishParams>,

  createPaymentMethod: { ...secrets, ...paymentMethodData } satisfies Setters<PaymentMethodParams>,
  createToken: {
    client_secret: 'page',
    card: {
      address_city: 'page',
      address_country: 'page',
      address_line1: 'page',
      address_line2: 'page',
      address_state: 'page',
      address_zip: 'page',
      currency: 'page',
      cvc: 'page',
      exp_month: 'page',
      exp_year: 'page',
      name: 'page',
      networks,
      number: 'page',
    },
    cvc_update: { cvc: 'page' },
    person: 'page',
    pii: { id_number: 'page' },
  } satisfies Setters<TokenParams>,
  createConfirmationToken: {
    ...secrets,
    client_context: 'page',
    consent,
    mandate_data: mandateData,
    payment_method: 'page',
    payment_method_data: paymentMethodData,
    return_url: 'page',
    // Where the token is used, the intent's own terms outweigh these.
    setup_future_usage: 'page',
    shipping: { address, name: 'page', phone: 'page' },
    use_stripe_sdk: 'page',
  } satisfies Setters<ConfirmationTokenParams>,

  readElementsSession: {
    ...secrets,
    deferred_intent: {
      mode: 'page',
      amount: 'page',
      currency: 'page',
      setup_future_usage: 'page',
      payment_method_types: 'page',
    },
    locale: 'page',
    type: 'page',
  } satisfies Setters<elementsSessions.ReadParams>,
  detachFromElement: { ...secrets, payment_method: 'page' } satisfies Setters<elementsSessions.DetachParams>,

  updateFromElement: { ...secrets, ...savedCardChange } satisfies Setters<elementsSessions.UpdateSavedParams>,

  readPage: {} satisfies Setters<paymentPages.NoParams>,
  readHostedPage: {} satisfies Setters<paymentPages.NoParams>,
  initPage: {
    browser_locale: 'page',
    browser_timezone: 'page',
    ...ofOtherClients,
  } satisfies Setters<paymentPages.InitParams>,
  updatePage: {
    ...buyer,
    line_items: { each: { id: 'page', quantity: 'page' } },
  } satisfies Setters<paymentPages.UpdateParams>,
  confirmPage: {
    ...buyer,
    ...ofOtherClients,
    browser_locale: 'page',
    consent,
    expected_amount: 'page',
    payment_method: 'page',
    payment_method_data: { type: 'page', card, billing_details: billingDetails },
    return_url: 'page',
    save_payment_method: 'page',
  } satisfies Setters<paymentPages.ConfirmParams>,
  finishPage: finishing satisfies Setters<paymentPages.FinishParams>,
  detachFromPage: { payment_method: 'page' } satisfies Setters<paymentPages.DetachParams>,
  updateSavedFromPage: savedCardChange satisfies Setters<paymentPages.UpdateSavedParams>,
} as const;

const shownCard = {
  brand: 'page',
  checks: 'page',
  country: 'page',
  display_brand: 'page',
  exp_month: 'page',
  exp_year: 'page',
  // With the fingerprint and the last four digits, a page could try numbers until one matches.
  fingerprint: 'server',
  funding: 'page',
  generated_from: 'page',
  last4: 'page',
  networks: 'page',
  regulated_status: 'page',
  three_d_secure_usage: 'page',
  wallet: 'page',
} as const satisfies Audiences<Stripe.PaymentMethod.Card>;

/**
 * Who may read each field of what browsers receive, by `object` name. An object that is not listed, such as one that
 * `expand` requests, is reduced to its id. Source: what Stripe.js receives with a publishable key.
 */
export const readable = {
  payment_intent: {
    id: 'page',
    object: 'page',
    allowed_payment_method_types: 'server',
    amount: 'page',
    amount_capturable: 'server',
    amount_details: 'page',
    amount_received: 'server',
    application: 'server',
    application_fee_amount: 'server',
    automatic_payment_methods: 'page',
    canceled_at: 'page',
    cancellation_reason: 'page',
    capture_method: 'page',
    client_secret: 'page',
    confirmation_method: 'page',
    created: 'page',
    currency: 'page',
    customer: 'server',
    customer_account: 'server',
    description: 'page',
    excluded_payment_method_types: 'server',
    last_payment_error: 'page',
    latest_charge: 'server',
    livemode: 'page',
    managed_payments: 'server',
    metadata: 'server',
    next_action: 'page',
    on_behalf_of: 'server',
    payment_method: 'page',
    payment_method_configuration_details: 'page',
    payment_method_options: 'server',
    payment_method_types: 'page',
    payment_record: 'server',
    processing: 'page',
    receipt_email: 'page',
    review: 'server',
    setup_future_usage: 'page',
    shipping: 'page',
    source: 'page',
    statement_descriptor: 'server',
    statement_descriptor_suffix: 'server',
    status: 'page',
    transfer_data: 'server',
    transfer_group: 'server',
  } satisfies Audiences<Stripe.PaymentIntent>,
  setup_intent: {
    id: 'page',
    object: 'page',
    allowed_payment_method_types: 'server',
    application: 'server',
    automatic_payment_methods: 'page',
    cancellation_reason: 'page',
    client_secret: 'page',
    created: 'page',
    customer: 'server',
    customer_account: 'server',
    description: 'page',
    excluded_payment_method_types: 'server',
    flow_directions: 'server',
    last_setup_error: 'page',
    latest_attempt: 'server',
    livemode: 'page',
    managed_payments: 'server',
    mandate: 'server',
    metadata: 'server',
    next_action: 'page',
    on_behalf_of: 'server',
    payment_method: 'page',
    payment_method_configuration_details: 'page',
    payment_method_options: 'server',
    payment_method_types: 'page',
    single_use_mandate: 'server',
    status: 'page',
    usage: 'page',
  } satisfies Audiences<Stripe.SetupIntent>,
  payment_method: {
    id: 'page',
    object: 'page',
    allow_redisplay: 'page',
    billing_details: 'page',
    card: shownCard,
    created: 'page',
    customer: 'page',
    customer_account: 'server',
    livemode: 'page',
    metadata: 'server',
    type: 'page',
  } satisfies Audiences<Stripe.PaymentMethod>,
  token: {
    id: 'page',
    object: 'page',
    card: 'page',
    client_ip: 'page',
    created: 'page',
    livemode: 'page',
    type: 'page',
    used: 'page',
  } satisfies Audiences<Stripe.Token>,
  card: {
    id: 'page',
    object: 'page',
    address_city: 'page',
    address_country: 'page',
    address_line1: 'page',
    address_line1_check: 'page',
    address_line2: 'page',
    address_state: 'page',
    address_zip: 'page',
    address_zip_check: 'page',
    brand: 'page',
    country: 'page',
    cvc_check: 'page',
    dynamic_last4: 'page',
    exp_month: 'page',
    exp_year: 'page',
    funding: 'page',
    last4: 'page',
    metadata: 'page',
    name: 'page',
    networks: 'page',
    regulated_status: 'page',
    tokenization_method: 'page',
  } satisfies Audiences<Stripe.Card>,
  confirmation_token: {
    id: 'page',
    object: 'page',
    created: 'page',
    expires_at: 'page',
    livemode: 'page',
    mandate_data: 'page',
    metadata: 'server',
    payment_intent: 'page',
    payment_method_options: 'server',
    payment_method_preview: {
      allow_redisplay: 'page',
      billing_details: 'page',
      card: shownCard,
      customer: 'page',
      customer_account: 'server',
      type: 'page',
    },
    return_url: 'page',
    setup_future_usage: 'page',
    setup_intent: 'page',
    shipping: 'page',
    use_stripe_sdk: 'page',
  } satisfies Audiences<Stripe.ConfirmationToken>,
  elements_session: {
    object: 'page',
    amount: 'page',
    business: 'page',
    collects_card: 'page',
    currency: 'page',
    customer: 'page',
    detached: 'page',
    livemode: 'page',
    mode: 'page',
    payment_method: 'page',
    payment_method_remove: 'page',
    payment_method_save: 'page',
    payment_method_save_usage: 'page',
    payment_method_types: 'page',
    phone_number: 'page',
    phone_number_collection: 'page',
    reuse_agreement: 'page',
    saved_payment_methods: 'page',
    setup_future_usage: 'page',
    status: 'page',
    updated: 'page',
  } satisfies Audiences<
    ElementsSession & { readonly detached: true; readonly updated: true; readonly payment_method: string }
  >,
  'checkout.page': {
    id: 'page',
    object: 'page',
    amount_discount: 'page',
    amount_shipping: 'page',
    amount_subtotal: 'page',
    amount_tax_exclusive: 'page',
    amount_tax_inclusive: 'page',
    amount_total: 'page',
    billing_address: 'page',
    billing_address_collection: 'page',
    business: 'page',
    collects_card: 'page',
    currency: 'page',
    customer: 'page',
    customer_email: 'page',
    email: 'page',
    expires_at: 'page',
    hosted: 'page',
    last_payment_error: 'page',
    line_items: 'page',
    livemode: 'page',
    locale: 'page',
    mode: 'page',
    next_action: 'page',
    payment_method_remove: 'page',
    payment_method_save: 'page',
    payment_method_save_usage: 'page',
    payment_method_types: 'page',
    payment_status: 'page',
    phone_number: 'page',
    phone_number_collection: 'page',
    return_url: 'page',
    reuse_agreement: 'page',
    saved_payment_methods: 'page',
    session_id: 'page',
    setup_future_usage: 'page',
    shipping_address: 'page',
    status: 'page',
    terms_of_service_required: 'page',
  } satisfies Audiences<CheckoutPage>,
  'checkout.hosted_page': { object: 'page', url: 'page' } satisfies Audiences<HostedPage>,
} as const;

export type ReadableObject = keyof typeof readable;

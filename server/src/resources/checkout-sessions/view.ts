import type Stripe from 'stripe';
import { amountsOfSession } from './amounts.ts';
import { modeOf } from './modes.ts';
import type { SessionRow } from './table.ts';

/** The session in the newest version; `line_items` are hidden until expanded. */
export function sessionView(row: SessionRow, livemode: boolean): Stripe.Checkout.Session {
  const { doc } = row;
  const { sells, showsSavedCards, collectsCard } = modeOf(doc);
  const amounts = sells ? amountsOfSession(doc) : null;
  const page = pageOf(row);
  return {
    id: row.id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: doc.adaptive_pricing ?? false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types:
      doc.allowed_payment_method_types === null ? null : [...doc.allowed_payment_method_types],
    amount_subtotal: amounts?.subtotal ?? null,
    amount_total: amounts?.total ?? null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: doc.billing_address_collection,
    ...(doc.hosted === null ? {} : { branding_settings: brandingOf(doc.hosted.business) }),
    cancel_url: page.cancel_url,
    client_reference_id: doc.client_reference_id,
    client_secret: page.client_secret,
    collected_information: { ...noNames, shipping_details: shippingDetails(row) },
    consent: consentOf(row),
    consent_collection: doc.consent_collection,
    created: row.created,
    currency: doc.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: noTexts,
    customer: row.customer,
    customer_account: null,
    customer_creation: doc.customer_creation,
    customer_details: doc.customer_details,
    customer_email: doc.customer_email,
    discounts: sells ? [] : null,
    expires_at: row.expires_at,
    integration_identifier: doc.integration_identifier,
    invoice: null,
    invoice_creation: sells ? noInvoice : null,
    livemode,
    locale: doc.locale,
    managed_payments: { enabled: false },
    metadata: doc.metadata,
    mode: doc.mode,
    origin_context: null,
    payment_intent: row.payment_intent,
    payment_link: null,
    payment_method_collection: collectsCard,
    payment_method_configuration_details: null,
    payment_method_options: { card: cardOptions(doc) },
    payment_method_types: ['card'],
    payment_status: doc.payment_status,
    permissions: doc.permissions,
    phone_number_collection: { enabled: doc.phone_number_collection },
    recovered_from: null,
    ...(doc.hosted === null ? { redirect_on_completion: 'always' } : {}),
    ...(doc.return_url === null ? {} : { return_url: doc.return_url }),
    saved_payment_method_options: showsSavedCards ? savedOptions(row) : null,
    setup_intent: row.setup_intent,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: row.status,
    submit_type: page.submit_type,
    subscription: null,
    success_url: page.success_url,
    total_details: amounts && totalDetails(amounts),
    ui_mode: page.ui_mode,
    url: page.url,
    wallet_options: null,
  };
}

/** Where the buyer pays: on the merchant's page, which needs the secret, or on Onfile's. */
function pageOf({ doc: { client_secret, hosted }, status }: SessionRow) {
  const open = status === 'open';
  if (hosted === null) {
    return {
      cancel_url: null,
      client_secret: open ? client_secret : null,
      submit_type: null,
      success_url: null,
      ui_mode: 'elements',
      url: null,
    } as const;
  }
  const { cancel_url, submit_type, success_url, url } = hosted;
  return {
    cancel_url,
    client_secret: null,
    submit_type,
    success_url,
    ui_mode: 'hosted_page',
    url: open ? url : null,
  } as const;
}

function totalDetails({
  discount,
  shipping,
  tax,
}: ReturnType<typeof amountsOfSession>): Stripe.Checkout.Session.TotalDetails {
  return { amount_discount: discount, amount_shipping: shipping, amount_tax: tax };
}

function cardOptions({ card_options: options }: SessionRow['doc']) {
  const { request_three_d_secure, setup_future_usage, capture_method } = options;
  return {
    request_three_d_secure,
    ...(setup_future_usage === null ? {} : { setup_future_usage }),
    ...(capture_method === null ? {} : { capture_method }),
  };
}

const noTexts: Stripe.Checkout.Session.CustomText = {
  after_submit: null,
  shipping_address: null,
  submit: null,
  terms_of_service_acceptance: null,
};

function brandingOf({
  name,
  color,
}: NonNullable<SessionRow['doc']['hosted']>['business']): Stripe.Checkout.Session.BrandingSettings {
  return {
    background_color: '#ffffff',
    border_style: 'rounded',
    button_color: color ?? '#0074d4',
    display_name: name,
    font_family: 'default',
    icon: null,
    logo: null,
  };
}

const noInvoice: Stripe.Checkout.Session.InvoiceCreation = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
};

function savedOptions({ doc }: SessionRow): Stripe.Checkout.Session.SavedPaymentMethodOptions {
  const { allow_redisplay_filters, payment_method_remove, payment_method_save } =
    doc.saved_payment_method_options;
  return {
    allow_redisplay_filters: [...allow_redisplay_filters],
    payment_method_remove,
    payment_method_save,
  };
}

const noNames = { business_name: null, individual_name: null };

function shippingDetails(
  row: SessionRow,
): Stripe.Checkout.Session.CollectedInformation.ShippingDetails | null {
  const { collected } = row.doc;
  if (collected === null || collected.name === null) return null;
  return { address: collected.address, name: collected.name };
}

function consentOf(row: SessionRow): Stripe.Checkout.Session.Consent | null {
  const { consent_collection: asked } = row.doc;
  if (asked === null) return null;
  const accepted = asked.terms_of_service === 'required' && row.status === 'complete';
  return { promotions: null, terms_of_service: accepted ? 'accepted' : null };
}

/**
 * First segments of the paths that Stripe serves and Onfile does not. Source: the resources of the official `stripe` package,
 * against which a test checks the list.
 */
const resources = new Set(
  (
    'account_links account_sessions accounts apple_pay application_fees apps balance_settings billing billing_portal ' +
    'climate country_specs coupons credit_notes entitlements ephemeral_keys exchange_rates ' +
    'financial_connections forwarding identity invoice_payments invoice_rendering_templates invoiceitems invoices ' +
    'issuing payment_attempt_records payment_links payment_method_configurations payment_method_domains ' +
    'payment_records payouts plans product_catalog promotion_codes quotes reporting reviews shipping_rates sigma ' +
    'sources subscription_items subscription_schedules subscriptions tax tax_codes tax_ids tax_rates terminal ' +
    'three_d_secure topups transfers treasury'
  ).split(' '),
);

/** The same, where Onfile serves something under the first segment. */
const parts =
  /^\/v1\/(radar|test_helpers)\/|^\/v1\/(customers|payment_intents|products)\/[^/]+\/(amount_details_line_items|apply_customer_balance|balance_transactions|cash_balance|cash_balance_transactions|discount|features|funding_instructions|sources|subscriptions|tax_ids|verify_microdeposits)(\/|$)/;

/** Whether a path that Onfile does not serve is one of Stripe's. */
export function isStripesOwn(path: string): boolean {
  if (path.startsWith('/v2/') || parts.test(path)) return true;
  const [, version, resource] = path.split('/');
  return version === 'v1' && resource !== undefined && resources.has(resource);
}

import { loadBalanceSource } from '../flows/balance/balance-source.ts';
import { loadSource, loadSourcesOfCustomer } from '../flows/cards/sources.ts';
import { loadDisplayItems, loadSessionLineItems } from '../flows/checkout/session-line-items.ts';
import { evidenceFiles } from '../resources/disputes/table.ts';
import { type Expandable, type Expandables, withOfficial } from '../resources/expandables.ts';
import { accountRoutes } from './accounts/route.ts';
import { apiKeyRoutes } from './api-keys/route.ts';
import { apiVersionRoutes } from './api-versions/route.ts';
import { auditLogRoutes } from './audit-log/route.ts';
import { balanceRoutes } from './balance/route.ts';
import { balanceTransactionRoutes, loadBalanceTransaction } from './balance-transactions/route.ts';
import { chargeRoutes, loadCharge, loadChargesOfIntent } from './charges/route.ts';
import { checkoutSessionRoutes } from './checkout-sessions/route.ts';
import { cliSessionRoutes } from './cli-sessions/route.ts';
import { clockRoutes } from './clock/route.ts';
import { confirmationTokenRoutes } from './confirmation-tokens/route.ts';
import { consentRoutes } from './consents/route.ts';
import { customerSessionRoutes } from './customer-sessions/route.ts';
import { customerRoutes, loadCustomer } from './customers/route.ts';
import { dashboardRoutes } from './dashboard/route.ts';
import { disputeRoutes } from './disputes/route.ts';
import { earlyFraudWarningRoutes } from './early-fraud-warnings/route.ts';
import { elementsSessionRoutes } from './elements-sessions/route.ts';
import { emptyListRoutes } from './empty-lists/route.ts';
import { eventRoutes } from './events/route.ts';
import { faultRoutes } from './faults/route.ts';
import { fileLinkRoutes } from './file-links/route.ts';
import { fileRoutes, loadFile, loadLinksOfFile } from './files/route.ts';
import { loadMandate, mandateRoutes } from './mandates/route.ts';
import { loadPaymentIntent, paymentIntentRoutes } from './payment-intents/route.ts';
import { loadPaymentMethod, paymentMethodRoutes } from './payment-methods/route.ts';
import { paymentPageRoutes } from './payment-pages/route.ts';
import { loadCurrencyOptions, loadPrice, priceRoutes } from './prices/route.ts';
import { loadProduct, productRoutes } from './products/route.ts';
import { loadRefundsOfCharge, refundRoutes } from './refunds/route.ts';
import { requestLogRoutes } from './request-logs/route.ts';
import type { AnyRoute } from './route.ts';
import { sandboxRoutes } from './sandbox/route.ts';
import { settingsRoutes } from './settings/route.ts';
import { loadSetupAttempt, setupAttemptRoutes } from './setup-attempts/route.ts';
import { loadSetupIntent, setupIntentRoutes } from './setup-intents/route.ts';
import { signInSessionRoutes } from './sign-in-sessions/route.ts';
import { sourceRoutes } from './sources/route.ts';
import { teamRoutes } from './team/route.ts';
import { loadTestClock, testClockRoutes } from './test-clocks/route.ts';
import { tokenRoutes } from './tokens/route.ts';
import { webhookDeliveryRoutes } from './webhook-deliveries/route.ts';
import { webhookEndpointRoutes } from './webhook-endpoints/route.ts';

/** Every route of the API. */
export const routes: readonly AnyRoute[] = [
  ...accountRoutes,
  ...apiKeyRoutes,
  ...auditLogRoutes,
  ...balanceRoutes,
  ...balanceTransactionRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...cliSessionRoutes,
  ...clockRoutes,
  ...confirmationTokenRoutes,
  ...consentRoutes,
  ...customerRoutes,
  ...customerSessionRoutes,
  ...dashboardRoutes,
  ...disputeRoutes,
  ...earlyFraudWarningRoutes,
  ...elementsSessionRoutes,
  ...emptyListRoutes,
  ...eventRoutes,
  ...faultRoutes,
  ...fileLinkRoutes,
  ...fileRoutes,
  ...mandateRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...paymentPageRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...requestLogRoutes,
  ...refundRoutes,
  ...sandboxRoutes,
  ...apiVersionRoutes,
  ...settingsRoutes,
  ...setupAttemptRoutes,
  ...setupIntentRoutes,
  ...signInSessionRoutes,
  ...sourceRoutes,
  ...teamRoutes,
  ...testClockRoutes,
  ...tokenRoutes,
  ...webhookDeliveryRoutes,
  ...webhookEndpointRoutes,
];

const customer = { to: 'customer', resource: 'customers', load: loadCustomer };
const balanceTransaction = {
  to: 'balance_transaction',
  resource: 'balance_transactions',
  load: loadBalanceTransaction,
};
const charge = { to: 'charge', resource: 'charges', load: loadCharge };
const paymentIntent = { to: 'payment_intent', resource: 'payment_intents', load: loadPaymentIntent };
const paymentMethod = { to: 'payment_method', resource: 'payment_methods', load: loadPaymentMethod };
const mandate = { to: 'mandate', resource: 'mandates', load: loadMandate };
const setupIntent = { to: 'setup_intent', resource: 'setup_intents', load: loadSetupIntent };
const file = { to: 'file', resource: 'files', load: loadFile };
const product = { to: 'product', resource: 'products', load: loadProduct };
const price = { to: 'price', resource: 'prices', load: loadPrice };
/** The count of a search, which is only computed when requested. */
const counted = { total_count: { to: 'number', resource: null, load: async () => null } };

/** Something that Onfile does not have, as Stripe shows it when empty. */
function empty(shown: object | null): Expandable {
  return { to: 'nothing', resource: null, load: async () => shown };
}

function emptyList(of: string, owner: string, path: string): Expandable {
  const list = (id: string) => ({
    object: 'list',
    data: [],
    has_more: false,
    url: `/v1/${owner}/${id}/${path}`,
  });
  return { to: `list:${of}`, resource: null, load: async (_reader, id) => list(id) };
}

/** What `expand` may follow, by the owner's `object` name. */
export const expandables: Expandables = withOfficial({
  balance_transaction: {
    source: { to: 'balance_source', resource: 'charges', load: loadBalanceSource },
  },
  // A charge, a refund or a dispute: what they have in common can be followed.
  balance_source: { charge, payment_intent: paymentIntent },
  charge: {
    balance_transaction: balanceTransaction,
    failure_balance_transaction: balanceTransaction,
    customer,
    // A field of versions before 2025-03-31.basil.
    invoice: empty(null),
    payment_intent: paymentIntent,
    refunds: { to: 'list:refund', resource: 'refunds', load: loadRefundsOfCharge },
  },
  card: { customer },
  'checkout.session': {
    customer,
    // A field of versions before 2020-08-27.
    display_items: { to: 'nothing', resource: null, load: loadDisplayItems },
    line_items: { to: 'list:item', resource: null, load: loadSessionLineItems },
    payment_intent: paymentIntent,
    setup_intent: setupIntent,
    'total_details.breakdown': empty({ discounts: [], taxes: [] }),
  },
  'checkout.page': { payment_intent: paymentIntent },
  confirmation_token: { 'payment_method_preview.customer': customer },
  customer: {
    default_source: { to: 'card', resource: 'payment_methods', load: loadSource },
    'invoice_settings.default_payment_method': paymentMethod,
    invoice_credit_balance: empty({}),
    sources: { to: 'list:card', resource: 'payment_methods', load: loadSourcesOfCustomer },
    subscriptions: emptyList('subscription', 'customers', 'subscriptions'),
    tax: empty({ automatic_tax: 'not_collecting', ip_address: null, location: null, provider: 'disabled' }),
    tax_ids: emptyList('tax_id', 'customers', 'tax_ids'),
    test_clock: { to: 'test_helpers.test_clock', resource: 'test_helpers', load: loadTestClock },
  },
  customer_session: { customer },
  dispute: {
    charge,
    payment_intent: paymentIntent,
    ...Object.fromEntries(evidenceFiles.map((name) => [`evidence.${name}`, file])),
  },
  file: { links: { to: 'list:file_link', resource: 'file_links', load: loadLinksOfFile } },
  file_link: { file },
  item: { 'price.product': product, price },
  'list:charge': counted,
  'list:customer': counted,
  'list:payment_intent': counted,
  'list:price': counted,
  'list:product': counted,
  payment_intent: {
    customer,
    // A field of versions before 2025-03-31.basil.
    invoice: empty(null),
    // A field of versions before 2022-11-15.
    charges: { to: 'list:charge', resource: 'charges', load: loadChargesOfIntent },
    latest_charge: charge,
    payment_method: paymentMethod,
  },
  mandate: { payment_method: paymentMethod },
  payment_method: { customer },
  'radar.early_fraud_warning': { charge, payment_intent: paymentIntent },
  refund: {
    customer,
    balance_transaction: balanceTransaction,
    charge,
    failure_balance_transaction: balanceTransaction,
    payment_intent: paymentIntent,
    payment_method: paymentMethod,
  },
  price: {
    currency_options: { to: 'map', resource: null, load: loadCurrencyOptions },
    product,
    tiers: empty(null),
  },
  setup_attempt: { customer, payment_method: paymentMethod, setup_intent: setupIntent },
  setup_intent: {
    customer,
    latest_attempt: { to: 'setup_attempt', resource: 'setup_attempts', load: loadSetupAttempt },
    mandate,
    payment_method: paymentMethod,
  },
  product: { default_price: price },
});

import { loadSessionLineItems } from '../flows/session-line-items.ts';
import { accountRoutes } from './accounts/route.ts';
import { chargeRoutes, loadCharge } from './charges/route.ts';
import { checkoutSessionRoutes } from './checkout-sessions/route.ts';
import { consentRoutes } from './consents/route.ts';
import { customerRoutes, loadCustomer } from './customers/route.ts';
import { eventRoutes } from './events/route.ts';
import type { Expandables } from './expandables.ts';
import { loadMandate, mandateRoutes } from './mandates/route.ts';
import { loadPaymentIntent, paymentIntentRoutes } from './payment-intents/route.ts';
import { loadPaymentMethod, paymentMethodRoutes } from './payment-methods/route.ts';
import { paymentPageRoutes } from './payment-pages/route.ts';
import { loadCurrencyOptions, loadPrice, priceRoutes } from './prices/route.ts';
import { loadProduct, productRoutes } from './products/route.ts';
import { requestLogRoutes } from './request-logs/route.ts';
import type { AnyRoute } from './route.ts';
import { settingsRoutes } from './settings/route.ts';
import { loadSetupAttempt, setupAttemptRoutes } from './setup-attempts/route.ts';
import { loadSetupIntent, setupIntentRoutes } from './setup-intents/route.ts';
import { webhookDeliveryRoutes } from './webhook-deliveries/route.ts';
import { webhookEndpointRoutes } from './webhook-endpoints/route.ts';

/** Every room of the API. */
export const routes: readonly AnyRoute[] = [
  ...accountRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...consentRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...mandateRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...paymentPageRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...requestLogRoutes,
  ...settingsRoutes,
  ...setupAttemptRoutes,
  ...setupIntentRoutes,
  ...webhookDeliveryRoutes,
  ...webhookEndpointRoutes,
];

const customer = { to: 'customer', load: loadCustomer };
const paymentIntent = { to: 'payment_intent', load: loadPaymentIntent };
const paymentMethod = { to: 'payment_method', load: loadPaymentMethod };
const mandate = { to: 'mandate', load: loadMandate };
const setupIntent = { to: 'setup_intent', load: loadSetupIntent };
const product = { to: 'product', load: loadProduct };

/** What `expand` may follow, by the owner's `object` name. */
export const expandables: Expandables = {
  charge: { customer, payment_intent: paymentIntent },
  'checkout.session': {
    customer,
    line_items: { to: 'list:item', load: loadSessionLineItems },
    payment_intent: paymentIntent,
    setup_intent: setupIntent,
  },
  'checkout.page': { payment_intent: paymentIntent },
  customer: { 'invoice_settings.default_payment_method': paymentMethod },
  item: { 'price.product': product, price: { to: 'price', load: loadPrice } },
  'list:customer': { total_count: { to: 'number', load: async () => null } },
  payment_intent: {
    customer,
    latest_charge: { to: 'charge', load: loadCharge },
    payment_method: paymentMethod,
  },
  mandate: { payment_method: paymentMethod },
  payment_method: { customer },
  price: { currency_options: { to: 'map', load: loadCurrencyOptions }, product },
  setup_attempt: { customer, payment_method: paymentMethod, setup_intent: setupIntent },
  setup_intent: {
    customer,
    latest_attempt: { to: 'setup_attempt', load: loadSetupAttempt },
    mandate,
    payment_method: paymentMethod,
  },
  product: { default_price: { to: 'price', load: loadPrice } },
};

import type Stripe from 'stripe';

/**
 * The official SDK's types of this server's answers, by the `object` name on the wire. The conformance test checks answers
 * against them.
 */
export interface WireTypes {
  account: Stripe.Account;
  balance: Stripe.Balance;
  balance_transaction: Stripe.BalanceTransaction;
  card: Stripe.Card;
  charge: Stripe.Charge;
  'checkout.session': Stripe.Checkout.Session;
  confirmation_token: Stripe.ConfirmationToken;
  customer: Stripe.Customer;
  customer_session: Stripe.CustomerSession;
  event: Stripe.Event;
  file: Stripe.File;
  file_link: Stripe.FileLink;
  item: Stripe.LineItem;
  mandate: Stripe.Mandate;
  payment_intent: Stripe.PaymentIntent;
  payment_method: Stripe.PaymentMethod;
  price: Stripe.Price;
  product: Stripe.Product;
  dispute: Stripe.Dispute;
  'radar.early_fraud_warning': Stripe.Radar.EarlyFraudWarning;
  refund: Stripe.Refund;
  setup_attempt: Stripe.SetupAttempt;
  setup_intent: Stripe.SetupIntent;
  'test_helpers.test_clock': Stripe.TestHelpers.TestClock;
  token: Stripe.Token;
  webhook_endpoint: Stripe.WebhookEndpoint;
}

import type {
  StripeCardElementOptions,
  StripeCardNumberElementOptions,
  StripeCheckoutElementsOptions,
  StripeCheckoutElementsSdkOptions,
  StripeCheckoutFormSdkOptions,
  StripeCheckoutLoadActionsSuccess,
  StripeConstructorOptions,
  StripeContactDetailsElementOptions,
  StripeElementsOptions,
  StripePaymentElementOptions,
} from '@stripe/stripe-js';

type Names<Options> = Options extends unknown ? keyof Options : never;
/** For every option that the types name, whether anything reads it. */
type Table<Options> = Readonly<Record<Names<Options>, boolean>>;
type ConfirmArguments = NonNullable<Parameters<StripeCheckoutLoadActionsSuccess['confirm']>[0]>;

const stripe: Table<StripeConstructorOptions> = {
  apiVersion: false,
  betas: false,
  developerTools: false,
  locale: true,
  stripeAccount: true,
};

const elements: Table<StripeElementsOptions> = {
  adaptivePricing: false,
  allowedPaymentMethodTypes: true,
  amount: true,
  appearance: true,
  captureMethod: true,
  capture_method: false,
  clientSecret: true,
  currency: true,
  customPaymentMethods: false,
  customerOptions: false,
  customerSessionClientSecret: true,
  excludedPaymentMethodTypes: false,
  externalPaymentMethodTypes: false,
  fonts: true,
  loader: false,
  locale: true,
  mode: true,
  onBehalfOf: false,
  on_behalf_of: false,
  paymentMethodConfiguration: false,
  paymentMethodCreation: false,
  paymentMethodOptions: false,
  payment_method_configuration: false,
  payment_method_options: false,
  setupFutureUsage: true,
  setup_future_usage: false,
  syncAddressCheckbox: false,
};

const payment: Table<StripePaymentElementOptions> = {
  applePay: false,
  business: false,
  defaultValues: true,
  fields: true,
  layout: true,
  paymentMethodOrder: false,
  readOnly: true,
  terms: true,
  walletOptions: false,
  wallets: false,
};

const card: Table<StripeCardElementOptions | StripeCardNumberElementOptions> = {
  classes: true,
  disableLink: false,
  disabled: true,
  hideIcon: true,
  hidePostalCode: true,
  iconStyle: false,
  placeholder: true,
  preferredNetwork: false,
  showIcon: true,
  style: true,
  value: true,
};

const email: Table<StripeContactDetailsElementOptions> = { defaultValues: true };

const checkout: Table<StripeCheckoutElementsSdkOptions | StripeCheckoutFormSdkOptions> = {
  adaptivePricing: false,
  appearance: false,
  clientSecret: true,
  defaultValues: true,
  elementsOptions: true,
  fonts: false,
  loader: false,
  savedPaymentMethod: false,
};

const checkoutElements: Table<StripeCheckoutElementsOptions> = {
  appearance: true,
  fonts: true,
  loader: false,
  savedPaymentMethod: true,
  syncAddressCheckbox: false,
};

const confirm: Table<ConfirmArguments> = {
  billingAddress: true,
  email: true,
  expressCheckoutConfirmEvent: false,
  formConfirmEvent: false,
  onRequiresApproval: false,
  paymentMethod: true,
  phoneNumber: true,
  redirect: true,
  returnUrl: true,
  savePaymentMethod: true,
  shippingAddress: true,
};

/** By what takes them, including the option names of older releases. */
const tables = {
  'Stripe()': stripe,
  'elements()': { ...elements, paymentMethodTypes: true },
  'create() of payment': { ...payment, readonly: true },
  'create() of card': card,
  'create() of cardNumber': card,
  'create() of cardExpiry': card,
  'create() of cardCvc': card,
  'create() of linkAuthentication': email,
  'create() of contactDetails': email,
  'initCheckout()': { ...checkout, fetchClientSecret: true },
  elementsOptions: checkoutElements,
  'confirm()': confirm,
} as const;

export type TakerOfOptions = keyof typeof tables;

const told = new Set<string>();

/** Warns once of each option that nothing reads. */
export function warnOfIdle(taker: TakerOfOptions, given: object): void {
  const table: Readonly<Record<string, boolean>> = tables[taker];
  for (const name of Object.keys(given)) {
    const read = Object.hasOwn(table, name) ? table[name] : undefined;
    const where = `${taker}: ${name}`;
    if (read === true || told.has(where)) continue;
    told.add(where);
    console.warn(
      read === false
        ? `${where} has no effect in this version of Onfile.`
        : `Unrecognized ${taker} parameter: ${name} is not a recognized parameter.`,
    );
  }
}

import type {
  Stripe as OfficialStripe,
  StripeCheckoutElementsSdk,
  StripeCheckoutFormSdk,
} from '@stripe/stripe-js';
import { checkoutOptions } from './checkout/checkout-options.ts';
import { awaitableSdk, checkoutFormSdk, checkoutSdk } from './checkout/checkout-sdk.ts';
import { newCheckout } from './checkout/new-checkout.ts';
import type { Elements } from './elements/elements.ts';
import { newElements } from './elements/new-elements.ts';
import { IntegrationError, notSupported } from './integration-error.ts';
import { checkOptions, loadOnDemand } from './load-on-demand.ts';
import type { StripeCalls } from './on-demand/intents/calls.ts';
import { isFrom, type ScriptTag } from './script-tag.ts';
import { type WalletRequest, walletRequest } from './wallet-request.ts';

/** What the types name besides Checkout: present, so that wrappers accept the object, but failing by name. */
const rejecting = [
  'collectBankAccountForPayment',
  'collectBankAccountForSetup',
  'collectBankAccountToken',
  'collectFinancialConnectionsAccounts',
  'confirmAcssDebitPayment',
  'confirmAcssDebitSetup',
  'confirmAffirmPayment',
  'confirmAfterpayClearpayPayment',
  'confirmAlipayPayment',
  'confirmAmazonPaySetup',
  'confirmAuBecsDebitPayment',
  'confirmAuBecsDebitSetup',
  'confirmBacsDebitSetup',
  'confirmBancontactPayment',
  'confirmBancontactSetup',
  'confirmBilliePayment',
  'confirmBlikPayment',
  'confirmBlikSetup',
  'confirmBoletoPayment',
  'confirmCashappPayment',
  'confirmCashappSetup',
  'confirmCustomerBalancePayment',
  'confirmEpsPayment',
  'confirmFpxPayment',
  'confirmGiropayPayment',
  'confirmGrabPayPayment',
  'confirmIdealPayment',
  'confirmIdealSetup',
  'confirmKlarnaPayment',
  'confirmKonbiniPayment',
  'confirmMobilepayPayment',
  'confirmMultibancoPayment',
  'confirmOxxoPayment',
  'confirmP24Payment',
  'confirmPayByBankPayment',
  'confirmPayNowPayment',
  'confirmPayPalPayment',
  'confirmPayPalSetup',
  'confirmPixPayment',
  'confirmPromptPayPayment',
  'confirmSepaDebitPayment',
  'confirmSepaDebitSetup',
  'confirmSofortPayment',
  'confirmSofortSetup',
  'confirmTwintPayment',
  'confirmUsBankAccountPayment',
  'confirmUsBankAccountSetup',
  'confirmWechatPayPayment',
  'createEmbeddedCheckoutPage',
  'createEphemeralKeyNonce',
  'createRadarSession',
  'processOrder',
  'retrieveOrder',
  'verifyIdentity',
  'verifyMicrodepositsForPayment',
  'verifyMicrodepositsForSetup',
] as const;
/** What dahlia removed and older releases have. */
const removedByDahlia = [
  'confirmPaymentIntent',
  'confirmSetupIntent',
  'createSource',
  'handleCardPayment',
  'handleCardSetup',
  'redirectToCheckout',
  'retrieveSource',
] as const satisfies readonly (keyof StripeCalls)[];

/** What the part of the script that is loaded on demand does. */
const served = [
  'confirmCardPayment',
  'confirmCardSetup',
  'confirmPayment',
  'confirmSetup',
  'createConfirmationToken',
  'createPaymentMethod',
  'createToken',
  'handleCardAction',
  'handleNextAction',
  'retrievePaymentIntent',
  'retrieveSetupIntent',
] as const satisfies readonly (keyof StripeCalls)[];

type Served = Pick<StripeCalls, (typeof served)[number]> &
  Partial<Pick<StripeCalls, (typeof removedByDahlia)[number]>>;

type Unsupported = {
  readonly [Name in (typeof rejecting)[number]]: (...given: never[]) => never;
};

/** Onfile's `Stripe` object. */
export interface OnfileStripe extends Unsupported, Served {
  elements(options?: object): Elements;
  initCheckout(options: unknown): ReturnType<typeof awaitableSdk>;
  initCheckoutElementsSdk(options: unknown): StripeCheckoutElementsSdk;
  initCheckoutFormSdk(options: unknown): StripeCheckoutFormSdk;
  initializePricing(...given: never[]): never;
  paymentRequest(options?: object): WalletRequest;
  initEmbeddedCheckout(options: unknown): never;
  registerAppInfo: OfficialStripe['registerAppInfo'];
  _registerWrapper(wrapper: object): void;
}

/** `Stripe(publishableKey, options)`. Throws IntegrationError for an invalid key, or a secret one. */
export function createStripe(
  script: ScriptTag,
  publishableKey: unknown,
  options: unknown = {},
): OnfileStripe {
  requirePublishable(publishableKey);
  const given: Readonly<Record<string, unknown>> =
    typeof options === 'object' && options !== null ? { ...options } : {};
  const { locale, ...rest } = given;
  if (rest.stripeAccount != null) throw notSupported('stripeAccount');
  const context = {
    ...script,
    publishableKey,
    locale: typeof locale === 'string' ? locale : 'auto',
  };
  // Most pages pass no options: for them nothing more is loaded yet.
  if (Object.keys(rest)[0]) checkOptions(script.origin, 'Stripe()', rest);
  const open = (checkoutGiven: unknown) => {
    const checkout = newCheckout(context, checkoutOptions(checkoutGiven));
    checkOptions(script.origin, 'initCheckout()', Object(checkoutGiven));
    checkOptions(script.origin, 'elementsOptions', Object(Object(checkoutGiven).elementsOptions));
    return checkout;
  };
  const unsupported = Object.fromEntries(
    rejecting.map((name) => [name, () => Promise.reject(notSupported(`stripe.${name}()`))]),
  ) as unknown as Unsupported;
  const calls = Object.fromEntries(
    [...served, ...(isFrom(script.release, 'dahlia') ? [] : removedByDahlia)].map((name) => [
      name,
      async (...given: unknown[]) => {
        const { stripeCalls } = await loadOnDemand(script.origin);
        return Reflect.apply(stripeCalls(context)[name], undefined, given);
      },
    ]),
  ) as Served;
  return {
    ...unsupported,
    ...calls,
    elements: (elementsGiven) => newElements(context, elementsGiven),
    initCheckout: (checkoutGiven) => {
      if (isFrom(script.release, 'dahlia')) {
        throw new IntegrationError(
          'stripe.initCheckout() was renamed in this release: use stripe.initCheckoutElementsSdk().',
        );
      }
      return awaitableSdk(open(checkoutGiven));
    },
    initCheckoutElementsSdk: (checkoutGiven) => {
      if (!isFrom(script.release, 'clover') && script.release !== 'v3') {
        throw new IntegrationError(
          'stripe.initCheckoutElementsSdk() came with a later release: use stripe.initCheckout().',
        );
      }
      return checkoutSdk(open(checkoutGiven));
    },
    initCheckoutFormSdk: (checkoutGiven) => checkoutFormSdk(open(checkoutGiven)),
    initializePricing: () => {
      throw notSupported('stripe.initializePricing()');
    },
    paymentRequest: walletRequest,
    initEmbeddedCheckout: () => {
      throw isFrom(script.release, 'dahlia')
        ? new IntegrationError(
            'stripe.initEmbeddedCheckout() was renamed in this release: use stripe.createEmbeddedCheckoutPage().',
          )
        : notSupported('stripe.initEmbeddedCheckout()');
    },
    registerAppInfo: () => {},
    _registerWrapper: () => {},
  };
}

function requirePublishable(key: unknown): asserts key is string {
  if (key === '' || key === undefined || key === null) {
    throw new IntegrationError('Please call Stripe() with your publishable key. You used an empty string.');
  }
  if (typeof key !== 'string')
    throw new IntegrationError('Please call Stripe() with your publishable key as a string.');
  if (/^(sk|rk)_/.test(key)) {
    throw new IntegrationError(
      'You should not use your secret key with Stripe.js.\n        Please pass a publishable key instead.',
    );
  }
  if (!/^pk_(test|live)_/.test(key)) {
    throw new IntegrationError(
      `Invalid API Key provided: ${key.slice(0, 8)}…. Please call Stripe() with your publishable key.`,
    );
  }
}

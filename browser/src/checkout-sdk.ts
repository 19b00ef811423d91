import type {
  StripeCheckoutElementsSdk,
  StripeCheckoutLoadActionsSuccess,
  StripeCheckoutSession,
} from '@stripe/stripe-js';
import type { Checkout } from './checkout.ts';
import { requireAppearance } from './element-options.ts';
import { notSupported } from './integration-error.ts';
import { later } from './later.ts';

/** The object that `initCheckoutElementsSdk` returns at once. */
export function checkoutSdk(checkout: Checkout): StripeCheckoutElementsSdk {
  const unsupported = (name: string) => (): never => {
    throw notSupported(name);
  };
  return {
    on: (event, handler) => {
      if (event === 'change') checkout.onChange(handler);
    },
    loadActions: async () => {
      try {
        return { type: 'success', actions: await loadedActions(checkout) };
      } catch (error) {
        const message = error instanceof Error ? error.message : 'The Checkout Session could not be loaded.';
        return { type: 'error', error: { message, code: null } };
      }
    },
    changeAppearance: (appearance) => {
      requireAppearance(appearance, 'appearance');
      checkout.changeAppearance(appearance);
    },
    loadFonts: checkout.loadFonts,
    getPaymentElement: checkout.getPaymentElement,
    createPaymentElement: checkout.createPaymentElement,
    getBillingAddressElement: () => null,
    getShippingAddressElement: () => null,
    getExpressCheckoutElement: () => null,
    getCurrencySelectorElement: () => null,
    getContactDetailsElement: () => null,
    getTaxIdElement: () => null,
    getTermsElement: () => null,
    getLinkSignupElement: () => null,
    createBillingAddressElement: unsupported('createBillingAddressElement'),
    createShippingAddressElement: unsupported('createShippingAddressElement'),
    createExpressCheckoutElement: unsupported('createExpressCheckoutElement'),
    createCurrencySelectorElement: unsupported('createCurrencySelectorElement'),
    createTaxIdElement: unsupported('createTaxIdElement'),
    createContactDetailsElement: unsupported('createContactDetailsElement'),
    createTermsElement: unsupported('createTermsElement'),
    createLinkSignupElement: unsupported('createLinkSignupElement'),
  };
}

/** The script with what a page can do with a session comes while the session does. */
async function loadedActions(checkout: Checkout): Promise<StripeCheckoutLoadActionsSuccess> {
  const script = later(checkout.context.origin);
  // Where the session fails first, nobody is left to hear of the script.
  script.catch(() => {});
  await checkout.load();
  return (await script).actionsOf(checkout);
}

/** What the object of `initCheckout` resolves to when it is awaited, as the basil release has it. */
export type AwaitedCheckout = StripeCheckoutElementsSdk &
  StripeCheckoutLoadActionsSuccess & { session(): StripeCheckoutSession };

/** Members that left with the releases that have `initCheckout`. */
interface OlderMembers {
  getPaymentFormElement(): null;
  createPaymentFormElement(options?: unknown): never;
}

/**
 * The object of `initCheckout`: usable at once (`loadActions()`), and awaitable to the older one with `session()` and
 * the actions on it, which has no `then` of its own.
 */
export function awaitableSdk(
  checkout: Checkout,
): StripeCheckoutElementsSdk & OlderMembers & Pick<Promise<AwaitedCheckout>, 'then' | 'catch' | 'finally'> {
  const sdk = {
    ...checkoutSdk(checkout),
    getPaymentFormElement: () => null,
    createPaymentFormElement: (): never => {
      throw notSupported('createPaymentFormElement');
    },
  };
  const older = loadedActions(checkout).then(
    (actions): AwaitedCheckout => ({ ...sdk, ...actions, session: checkout.session }),
  );
  older.catch(() => {});
  return {
    ...sdk,
    then: (fulfilled, rejected) => older.then(fulfilled, rejected),
    catch: (rejected) => older.catch(rejected),
    finally: (settled) => older.finally(settled),
  };
}

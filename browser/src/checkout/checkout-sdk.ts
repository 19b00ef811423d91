import type {
  StripeCheckoutElementsSdk,
  StripeCheckoutFormSdk,
  StripeCheckoutLoadActionsSuccess,
  StripeCheckoutSession,
} from '@stripe/stripe-js';
import { appearanceOf } from '../elements/element-options.ts';
import type { PageElement } from '../elements/page-element.ts';
import type { FormStandIn } from '../elements/stand-in.ts';
import { IntegrationError } from '../integration-error.ts';
import { loadOnDemand } from '../load-on-demand.ts';
import { type Checkout, type CheckoutPart, checkoutParts } from './checkout.ts';

const parts = Object.keys(checkoutParts) as CheckoutPart[];

/** `createPaymentElement`, `getPaymentElement` and so on. */
type ElementCalls = Pick<
  StripeCheckoutElementsSdk,
  Extract<keyof StripeCheckoutElementsSdk, `${'create' | 'get'}${string}Element`>
>;

/** The object that `initCheckoutElementsSdk` returns immediately. */
export function checkoutSdk(checkout: Checkout): StripeCheckoutElementsSdk {
  return {
    on: (event, handler) => {
      if (event === 'change') checkout.onChange(handler);
    },
    changeAppearance: (appearance) => checkout.changeAppearance(appearanceOf(appearance, 'appearance')),
    loadFonts: checkout.loadFonts,
    loadActions: async () => {
      try {
        return { type: 'success', actions: await loadedActions(checkout) };
      } catch (error) {
        const message = error instanceof Error ? error.message : 'The Checkout Session could not be loaded.';
        return { type: 'error', error: { message, code: null } };
      }
    },
    // Built from the parts' names, which the compiler cannot follow.
    ...(Object.fromEntries(
      parts.flatMap((part) => [
        [`create${part}Element`, (options?: object) => checkout.createElement(part, options)],
        [`get${part}Element`, () => checkout.getElement(part)],
      ]),
    ) as unknown as ElementCalls),
  };
}

/** The object of `initCheckoutFormSdk`: the form is a stand-in, everything around it works. */
export function checkoutFormSdk(checkout: Checkout): StripeCheckoutFormSdk {
  const sdk = checkoutSdk(checkout);
  return {
    ...sdk,
    createForm: (options) => checkout.createElement('PaymentForm', options) as FormStandIn,
    getForm: () => checkout.getElement('PaymentForm') as FormStandIn | null,
  };
}

/** Loads the script with the session's actions while the session loads. */
async function loadedActions(checkout: Checkout): Promise<StripeCheckoutLoadActionsSuccess> {
  const script = loadOnDemand(checkout.context.origin);
  // If the session fails first, nobody is left to handle the script's failure.
  script.catch(() => {});
  await checkout.load();
  return (await script).actionsOf(checkout);
}

/** Members that were removed along with `initCheckout`. */
interface OlderMembers {
  getPaymentFormElement(): PageElement | null;
  createPaymentFormElement(options?: object): PageElement;
  /** As the acacia release has them: by the element's type, and for addresses also by mode. */
  createElement(type: string, options?: { readonly mode?: string }): PageElement;
  getElement(type: string, mode?: string): PageElement | null;
}

/** What awaiting the object of `initCheckout` gives, as in the basil release. */
export type AwaitedCheckout = StripeCheckoutElementsSdk &
  OlderMembers &
  StripeCheckoutLoadActionsSuccess & { session(): StripeCheckoutSession };

/**
 * The object of `initCheckout`: usable at once (`loadActions()`), and awaitable. Awaiting it gives the older object with
 * `session()` and the actions, which has no `then` of its own.
 */
export function awaitableSdk(
  checkout: Checkout,
): StripeCheckoutElementsSdk & OlderMembers & Pick<Promise<AwaitedCheckout>, 'then' | 'catch' | 'finally'> {
  const sdk = {
    // It has the older members too: they are parts like the others.
    ...(checkoutSdk(checkout) as StripeCheckoutElementsSdk & OlderMembers),
    createElement: (type: string, options: { readonly mode?: string } = {}) =>
      checkout.createElement(partOf(type, options.mode), options),
    getElement: (type: string, mode?: string) => checkout.getElement(partOf(type, mode)),
  };
  const older = loadedActions(checkout).then(
    (actions): AwaitedCheckout => ({ ...sdk, ...actions, session: actions.getSession }),
  );
  older.catch(() => {});
  return {
    ...sdk,
    then: (fulfilled, rejected) => older.then(fulfilled, rejected),
    catch: (rejected) => older.catch(rejected),
    finally: (settled) => older.finally(settled),
  };
}

function partOf(type: string, mode = 'billing'): CheckoutPart {
  const name = type === 'address' ? mode + type : type;
  const part = parts.find((known) => known.toLowerCase() === name.toLowerCase());
  if (part === undefined)
    throw new IntegrationError(`A valid Element name must be provided. You passed: ${type}.`);
  return part;
}

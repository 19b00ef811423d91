import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type {
  AppearanceSettings,
  ElementSettings,
  FontSource,
  PaymentElementSettings,
  Release,
} from '@onfile/shared/element-rpc.ts';
import { localeFrom } from '@onfile/shared/locale.ts';
import type { StripeCheckoutSession } from '@stripe/stripe-js';
import { type PageApi, pageApi, RefusedCall } from './api.ts';
import type { CheckoutOptions } from './checkout-options.ts';
import { groupOf, paymentSettings } from './element-options.ts';
import { type ElementHost, type ElementType, type FramedElement, framedElement } from './framed-element.ts';
import { IntegrationError } from './integration-error.ts';
import { later } from './later.ts';
import { newListeners } from './listeners.ts';
import type { PageElement } from './page-element.ts';
import { sessionOf } from './session.ts';
import { type StandIn, standIn } from './stand-in.ts';

/** Where and for whom a checkout runs. */
export interface CheckoutContext {
  readonly origin: string;
  readonly release: Release;
  readonly publishableKey: string;
  /** As the page names it, or 'auto'. */
  readonly locale: string;
}

/** What a session's page may be made of, in the words of `create…Element`, and the element that each is. */
export const checkoutParts = {
  Payment: 'payment',
  ContactDetails: 'contactDetails',
  BillingAddress: 'address',
  ShippingAddress: 'address',
  ExpressCheckout: 'expressCheckout',
  CurrencySelector: 'currencySelector',
  TaxId: 'taxId',
  Terms: 'terms',
  LinkSignup: 'linkSignup',
  PaymentForm: 'paymentForm',
} as const;

export type CheckoutPart = keyof typeof checkoutParts;

/** One session on one page: what is known of it, its elements, and who listens. */
export interface Checkout {
  readonly context: CheckoutContext;
  /** Throws IntegrationError until the session was loaded, as `page` does. */
  readonly api: PageApi;
  readonly page: CheckoutPage;
  /** The mounted Payment Element. */
  readonly element: FramedElement | null;
  /** An element in a frame, mounted or not. */
  find(type: ElementType): FramedElement | null;
  /** The session as it was loaded first; after a failure it is asked for again. */
  load(): Promise<CheckoutPage>;
  getElement(part: CheckoutPart): PageElement | null;
  /** Throws IntegrationError while there is one with a frame: only a destroyed element has a successor. */
  createElement(part: CheckoutPart, options?: object): PageElement;
  session(): StripeCheckoutSession;
  onChange(handler: (session: StripeCheckoutSession) => void): void;
  changeAppearance(appearance: AppearanceSettings): void;
  loadFonts(fonts: readonly FontSource[]): void;
  /** Takes the session as it is now, shows it and tells the listeners. */
  show(page: CheckoutPage): StripeCheckoutSession;
  /** One confirmation at a time. Throws IntegrationError while another runs. */
  whileConfirming<Result>(confirm: () => Promise<Result>): Promise<Result>;
}

export function newCheckout(context: CheckoutContext, options: CheckoutOptions): Checkout {
  const listeners = newListeners();
  let loading: Promise<CheckoutPage> | null = null;
  let failure: unknown = null;
  let api: PageApi | null = null;
  let clientSecret = '';
  let page: CheckoutPage | null = null;
  let appearance: AppearanceSettings = options.elementsOptions.appearance ?? {};
  let fonts: readonly FontSource[] = options.elementsOptions.fonts ?? [];
  const elements = new Map<CheckoutPart, FramedElement | StandIn>();
  let confirming = false;
  let couldConfirm = false;

  function load(): Promise<CheckoutPage> {
    if (loading !== null) return loading;
    loading = loadPage().catch((error: unknown) => {
      loading = null;
      failure = error;
      renderAll();
      throw error;
    });
    failure = null;
    return loading;
  }

  async function loadPage(): Promise<CheckoutPage> {
    clientSecret = await options.clientSecret;
    if (typeof clientSecret !== 'string' || !clientSecret.includes('_secret_')) {
      throw new RefusedCall({
        message: 'The client secret of the Checkout Session is not valid.',
        code: null,
        decline_code: null,
      });
    }
    const { origin, publishableKey } = context;
    api = pageApi(origin, publishableKey, clientSecret);
    page = await withDefaults(await api.init(), api);
    couldConfirm = canConfirm();
    renderAll();
    return page;
  }

  async function withDefaults(loaded: CheckoutPage, calls: PageApi): Promise<CheckoutPage> {
    const { email, phoneNumber, billingAddress, shippingAddress } = options.defaultValues;
    const changes = {
      email: loaded.email === null ? email : undefined,
      phone_number: loaded.phone_number === null ? phoneNumber : undefined,
      billing_address: loaded.billing_address === null ? billingAddress : undefined,
      shipping_address: loaded.shipping_address === null ? shippingAddress : undefined,
    };
    const given = Object.values(changes).some((value) => value !== undefined);
    return loaded.status === 'open' && given ? calls.update(changes) : loaded;
  }

  function loadedPage(): CheckoutPage {
    if (page === null) throw new IntegrationError('The Checkout Session has not been loaded yet.');
    return page;
  }

  function find(type: ElementType): FramedElement | null {
    const part = type === 'payment' ? 'Payment' : 'ContactDetails';
    const element = elements.get(part);
    return element !== undefined && 'render' in element && !element.destroyed ? element : null;
  }

  function mountedElement(type: ElementType): FramedElement | null {
    const element = find(type);
    return element?.mounted === true ? element : null;
  }

  function getElement(part: CheckoutPart): PageElement | null {
    const element = elements.get(part);
    return element?.destroyed === false ? element.page : null;
  }

  function createElement(part: CheckoutPart, elementGiven?: object): PageElement {
    const type = checkoutParts[part];
    const framed = type === 'payment' || type === 'contactDetails';
    if (framed && getElement(part) !== null) {
      throw new IntegrationError(`Can only create one Element of type ${type} through one Checkout.`);
    }
    const element = framed
      ? framedElement(host, type, elementGiven)
      : standIn(context.origin, type, elementGiven);
    elements.set(part, element);
    return element.page;
  }

  const host: ElementHost = {
    origin: context.origin,
    render: (frame, element) => {
      if (failure !== null) return Promise.reject(failure);
      if (page === null) return undefined;
      const loaded = page;
      if (fonts[0]) void later(context.origin).then(({ giveFonts }) => giveFonts(frame, fonts));
      if (element.type === 'payment') {
        return frame.render(elementSettings(loaded, paymentSettings(element.options, 'accordion')), loaded);
      }
      return frame.renderEmail({
        ...emailSettings(element.options, loaded),
        release: context.release,
        locale: loaded.locale ?? context.locale,
        appearance,
        color: loaded.business.color,
      });
    },
    changed: noticeConfirmability,
    savedChanged: ({ page: now }) => {
      if (now !== null) show(now);
    },
    sibling: () => null,
  };

  function renderAll(): void {
    for (const type of ['payment', 'contactDetails'] as const) find(type)?.render();
  }

  function elementSettings(loaded: CheckoutPage, payment: PaymentElementSettings): ElementSettings {
    const { publishableKey, release } = context;
    // Until clover, saving and showing again were off unless the page asked for them.
    const byDefault = release === 'acacia' || release === 'basil' ? 'never' : 'auto';
    const { enableSave = byDefault, enableRedisplay = byDefault } =
      options.elementsOptions.savedPaymentMethod ?? {};
    return {
      credentials: { publishableKey, clientSecret, customerSessionClientSecret: null, release },
      locale: loaded.locale ?? context.locale,
      appearance,
      savedPaymentMethod: { enableSave, enableRedisplay },
      payment,
      defaultBillingAddress: loaded.billing_address,
    };
  }

  function session(): StripeCheckoutSession {
    const loaded = loadedPage();
    const locale = localeFrom(loaded.locale ?? context.locale, navigator.language);
    return sessionOf(loaded, locale, canConfirm());
  }

  function show(now: CheckoutPage): StripeCheckoutSession {
    page = now;
    renderAll();
    couldConfirm = canConfirm();
    const told = session();
    listeners.emit('change', told);
    return told;
  }

  function canConfirm(): boolean {
    if (page === null || page.status !== 'open' || confirming) return false;
    if (page.phone_number_collection && page.phone_number === null && !elementAsksPhone()) return false;
    if (page.billing_address_collection === 'required' && !page.billing_address?.address.line1) return false;
    return [mountedElement('payment'), mountedElement('contactDetails')].every(
      (element) => element === null || element.state.complete,
    );
  }

  function elementAsksPhone(): boolean {
    const element = mountedElement('payment');
    return element !== null && paymentSettings(element.options).fields.phone === 'auto';
  }

  function noticeConfirmability(): void {
    const can = canConfirm();
    if (page === null || can === couldConfirm) return;
    couldConfirm = can;
    listeners.emit('change', session());
  }

  const checkout: Checkout = {
    context,
    get api() {
      if (api === null) throw new IntegrationError('The Checkout Session has not been loaded yet.');
      return api;
    },
    get page() {
      return loadedPage();
    },
    get element() {
      return mountedElement('payment');
    },
    load,
    find,
    getElement,
    createElement,
    session,
    onChange: (handler) => listeners.on('change', handler),
    changeAppearance: (changed) => {
      appearance = changed;
      renderAll();
    },
    loadFonts: (more) => {
      fonts = [...fonts, ...more];
      renderAll();
    },
    show,
    whileConfirming: async (confirm) => {
      if (confirming)
        throw new IntegrationError('confirm() is already running. Wait for it before calling it again.');
      confirming = true;
      noticeConfirmability();
      try {
        await load();
        return await confirm();
      } finally {
        confirming = false;
        noticeConfirmability();
      }
    },
  };
  // Whoever asks for the session hears of a failure; nobody asking is no unhandled rejection.
  load().catch(() => {});
  return checkout;
}

/** What the session says of the e-mail goes before what the page does. */
function emailSettings(options: object, { customer_email, email }: CheckoutPage) {
  const given = groupOf(groupOf(options, 'options').defaultValues, 'defaultValues').email;
  return {
    type: 'contactDetails' as const,
    defaultEmail: email ?? (typeof given === 'string' ? given : null),
    readOnly: customer_email !== null,
  };
}

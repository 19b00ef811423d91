import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type {
  AppearanceSettings,
  ElementSettings,
  FontSource,
  PaymentElementSettings,
  Release,
} from '@onfile/shared/element-rpc.ts';
import type { StripeCheckoutSession } from '@stripe/stripe-js';
import { type PageApi, pageApi, RefusedCall } from './api.ts';
import type { CheckoutOptions } from './checkout-options.ts';
import { confirmCheckout } from './confirm.ts';
import { paymentSettings } from './element-options.ts';
import { type ElementHost, FramedElement } from './framed-element.ts';
import { IntegrationError } from './integration-error.ts';
import { Listeners } from './listeners.ts';
import { sessionOf } from './session.ts';

/** Where and for whom a checkout runs. */
export interface CheckoutContext {
  readonly origin: string;
  readonly release: Release;
  readonly publishableKey: string;
  /** BCP 47 tag, or 'auto'. */
  readonly locale: string;
}

/** One session on one page: what is known of it, its element, and who listens. */
export class Checkout {
  readonly context: CheckoutContext;
  #loading: Promise<CheckoutPage> | null = null;
  #failure: unknown = null;
  readonly #options: CheckoutOptions;
  readonly #listeners = new Listeners();
  #api: PageApi | null = null;
  #clientSecret = '';
  #page: CheckoutPage | null = null;
  #appearance: AppearanceSettings;
  #fonts: readonly FontSource[];
  #element: FramedElement | null = null;
  #confirming = false;
  #couldConfirm = false;

  constructor(context: CheckoutContext, options: CheckoutOptions) {
    this.context = context;
    this.#options = options;
    this.#appearance = options.elementsOptions.appearance ?? {};
    this.#fonts = options.elementsOptions.fonts ?? [];
    // Whoever asks for the session hears of a failure; nobody asking is no unhandled rejection.
    this.load().catch(() => {});
  }

  get api(): PageApi {
    if (this.#api === null) throw new IntegrationError('The Checkout Session has not been loaded yet.');
    return this.#api;
  }

  get page(): CheckoutPage {
    if (this.#page === null) throw new IntegrationError('The Checkout Session has not been loaded yet.');
    return this.#page;
  }

  /** The session as it was loaded first; after a failure it is asked for again. */
  load(): Promise<CheckoutPage> {
    if (this.#loading !== null) return this.#loading;
    const loading = this.#load().catch((error: unknown) => {
      this.#loading = null;
      this.#failure = error;
      this.#element?.render();
      throw error;
    });
    this.#loading = loading;
    this.#failure = null;
    return loading;
  }

  /** The mounted Payment Element. */
  get element(): FramedElement | null {
    return this.#element?.mounted ? this.#element : null;
  }

  getPaymentElement(): FramedElement | null {
    return this.#element?.destroyed === false ? this.#element : null;
  }

  /** Throws IntegrationError while there is one: only a destroyed element has a successor. */
  createPaymentElement(options?: object): FramedElement {
    if (this.getPaymentElement() !== null) {
      throw new IntegrationError('Can only create one Element of type payment through one Checkout.');
    }
    const host: ElementHost = {
      origin: this.context.origin,
      render: (frame, element) => {
        if (this.#failure !== null) return Promise.reject(this.#failure);
        const settings = this.#elementSettings(paymentSettings(element.options));
        return settings !== null && this.#page !== null ? frame.render(settings, this.#page) : undefined;
      },
      changed: () => this.#noticeConfirmability(),
      removed: (_id, page) => {
        if (page !== null) this.show(page);
      },
      sibling: () => null,
    };
    this.#element = new FramedElement(host, 'payment', options);
    return this.#element;
  }

  session(): StripeCheckoutSession {
    const { page } = this;
    return sessionOf(page, this.#amountLocale(page), this.#canConfirm());
  }

  onChange(handler: (session: StripeCheckoutSession) => void): void {
    this.#listeners.on('change', handler);
  }

  changeAppearance(appearance: AppearanceSettings): void {
    this.#appearance = appearance;
    this.#element?.render();
  }

  loadFonts(fonts: readonly FontSource[]): void {
    this.#fonts = [...this.#fonts, ...fonts];
    this.#element?.render();
  }

  /** Takes the session as it is now, shows it and tells the listeners. */
  show(page: CheckoutPage): StripeCheckoutSession {
    this.#page = page;
    this.#element?.render();
    this.#couldConfirm = this.#canConfirm();
    const session = this.session();
    this.#listeners.emit('change', session);
    return session;
  }

  /** Runs one confirmation at a time. Throws IntegrationError while another runs. */
  async confirm(args: object = {}) {
    if (this.#confirming)
      throw new IntegrationError('confirm() is already running. Wait for it before calling it again.');
    this.#confirming = true;
    this.#noticeConfirmability();
    try {
      await this.load();
      return await confirmCheckout(this, { ...args });
    } finally {
      this.#confirming = false;
      this.#noticeConfirmability();
    }
  }

  async #load(): Promise<CheckoutPage> {
    this.#clientSecret = await this.#options.clientSecret;
    if (typeof this.#clientSecret !== 'string' || !this.#clientSecret.includes('_secret_')) {
      throw new RefusedCall({
        message: 'The client secret of the Checkout Session is not valid.',
        code: null,
        decline_code: null,
      });
    }
    const { origin, publishableKey } = this.context;
    this.#api = pageApi(origin, publishableKey, this.#clientSecret);
    const page = await this.#api.init();
    this.#page = await this.#withDefaults(page, this.#api);
    this.#couldConfirm = this.#canConfirm();
    this.#element?.render();
    return this.#page;
  }

  async #withDefaults(page: CheckoutPage, api: PageApi): Promise<CheckoutPage> {
    const { email, phoneNumber, billingAddress, shippingAddress } = this.#options.defaultValues;
    const changes = {
      email: page.email === null ? email : undefined,
      phone_number: page.phone_number === null ? phoneNumber : undefined,
      billing_address: page.billing_address === null ? billingAddress : undefined,
      shipping_address: page.shipping_address === null ? shippingAddress : undefined,
    };
    const given = Object.values(changes).some((value) => value !== undefined);
    return page.status === 'open' && given ? api.update(changes) : page;
  }

  #elementSettings(payment: PaymentElementSettings): ElementSettings | null {
    const page = this.#page;
    if (page === null) return null;
    const { publishableKey, release } = this.context;
    // Until clover, saving and showing again were off unless the page asked for them.
    const byDefault = release === 'acacia' || release === 'basil' ? 'never' : 'auto';
    const { enableSave = byDefault, enableRedisplay = byDefault } =
      this.#options.elementsOptions.savedPaymentMethod ?? {};
    return {
      credentials: {
        publishableKey,
        clientSecret: this.#clientSecret,
        customerSessionClientSecret: null,
        release,
      },
      locale: page.locale ?? this.context.locale,
      appearance: this.#appearance,
      fonts: this.#fonts,
      savedPaymentMethod: { enableSave, enableRedisplay },
      payment,
      defaultBillingAddress: page.billing_address,
    };
  }

  #amountLocale(page: CheckoutPage): string {
    const locale = page.locale ?? this.context.locale;
    return locale === 'auto' ? navigator.language : locale;
  }

  #canConfirm(): boolean {
    const page = this.#page;
    if (page === null || page.status !== 'open' || this.#confirming) return false;
    if (page.phone_number_collection && page.phone_number === null) return false;
    if (page.billing_address_collection === 'required' && !page.billing_address?.address.line1) return false;
    return this.element === null || this.element.state.complete;
  }

  #noticeConfirmability(): void {
    const can = this.#canConfirm();
    if (this.#page === null || can === this.#couldConfirm) return;
    this.#couldConfirm = can;
    this.#listeners.emit('change', this.session());
  }
}

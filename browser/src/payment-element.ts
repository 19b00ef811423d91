import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type {
  ConfirmOutcome,
  ConfirmRequest,
  ElementSettings,
  FrameMethods,
  OuterMethods,
  PaymentElementSettings,
  PaymentElementState,
} from '@onfile/shared/element-rpc.ts';
import { type Connection, connect, type RemoteProxy, WindowMessenger } from 'penpal';
import { paymentSettings } from './element-options.ts';
import { createFrame, watchForBlocking } from './frame.ts';
import { IntegrationError } from './integration-error.ts';
import { Listeners } from './listeners.ts';

/** What the element needs of the checkout around it. */
export interface ElementHost {
  readonly origin: string;
  /** Null until the session is loaded. */
  settings(payment: PaymentElementSettings): ElementSettings | null;
  page(): CheckoutPage | null;
  /** The element's state or the session changed. */
  changed(page: CheckoutPage | null): void;
}

const frameTitle = 'Secure payment input frame';
const elementType = 'payment';
/** As long as a slow connection may take for the frame's page. */
const frameLoadMs = 60_000;

const untouched: PaymentElementState = {
  empty: true,
  complete: false,
  collapsed: false,
  invalid: false,
  value: { type: 'card' },
};

/** The Payment Element on the merchant's page: a container with one frame, whose app it drives by RPC. */
export class PaymentElement {
  readonly #host: ElementHost;
  readonly #listeners = new Listeners();
  #options: object;
  #settings: PaymentElementSettings;
  #container: HTMLElement | null = null;
  #connection: Connection<FrameMethods> | null = null;
  #frame: Promise<RemoteProxy<FrameMethods>> | null = null;
  #stopWatching = () => {};
  #state = untouched;
  #ready = false;
  #destroyed = false;

  constructor(host: ElementHost, options: object = {}) {
    this.#host = host;
    this.#options = options;
    this.#settings = paymentSettings(options);
  }

  get state(): PaymentElementState {
    return this.#state;
  }

  get mounted(): boolean {
    return this.#container !== null;
  }

  mount(target: string | HTMLElement): void {
    this.#requireAlive();
    const container = containerOf(target);
    if (container === this.#container) return;
    this.unmount();
    if (container.childElementCount > 0) {
      console.warn('This Element will be mounted to a DOM element that contains child nodes.');
      container.replaceChildren();
    }
    this.#container = container;
    const { wrapper, iframe } = createFrame({
      src: `${this.#host.origin}/v3/${__PAYMENT_FRAME__}`,
      title: frameTitle,
      onFocus: () => this.focus(),
    });
    this.#stopWatching = watchForBlocking(iframe.src, () =>
      this.#failToLoad(
        new Error("The page's Content-Security-Policy blocks the frame: add it to frame-src."),
      ),
    );
    container.append(wrapper);
    container.classList.add('StripeElement');
    this.#showState();
    const { contentWindow } = iframe;
    if (contentWindow === null)
      throw new IntegrationError('The element could not be mounted: its frame was removed.');
    this.#listeners.emit('loaderstart', { elementType });
    this.#connection = connect<FrameMethods>({
      messenger: new WindowMessenger({ remoteWindow: contentWindow, allowedOrigins: [this.#host.origin] }),
      methods: this.#methods(iframe),
      timeout: frameLoadMs,
    });
    this.#frame = this.#connection.promise;
    this.#frame.catch((error: unknown) => this.#failToLoad(error));
    this.render();
  }

  unmount(): void {
    this.#stopWatching();
    this.#connection?.destroy();
    this.#connection = null;
    this.#frame = null;
    this.#ready = false;
    this.#state = untouched;
    const container = this.#container;
    this.#container = null;
    if (container === null) return;
    container.replaceChildren();
    for (const name of [...container.classList])
      if (name.startsWith('StripeElement')) container.classList.remove(name);
    this.#host.changed(null);
  }

  destroy(): void {
    this.unmount();
    this.#destroyed = true;
  }

  update(options: object): void {
    this.#requireAlive();
    this.#options = { ...this.#options, ...options };
    this.#settings = paymentSettings(this.#options);
    this.render();
  }

  focus(): void {
    this.#tell((frame) => frame.focus());
  }

  blur(): void {
    this.#tell((frame) => frame.blur());
  }

  clear(): void {
    this.#tell((frame) => frame.clear());
  }

  collapse(): void {
    this.#tell((frame) => frame.collapse());
  }

  on(name: string, handler: (event: unknown) => unknown): this {
    this.#listeners.on(name, handler);
    // Whoever asks late still hears that the element is ready.
    if (name === 'ready' && this.#ready) queueMicrotask(() => handler({ elementType }));
    return this;
  }

  once(name: string, handler: (event: unknown) => unknown): this {
    this.#listeners.once(name, handler);
    return this;
  }

  off(name: string, handler?: (event: unknown) => unknown): this {
    this.#listeners.off(name, handler);
    return this;
  }

  /** Shows the session and the options as they are now. */
  render(): void {
    const settings = this.#host.settings(this.#settings);
    const page = this.#host.page();
    if (settings !== null && page !== null) this.#tell((frame) => frame.render(settings, page));
  }

  async validate(): Promise<{ message: string; code: string } | null> {
    return (await this.#connected()).validate();
  }

  async confirm(request: ConfirmRequest): Promise<ConfirmOutcome> {
    return (await this.#connected()).confirm(request);
  }

  #methods(iframe: HTMLIFrameElement): OuterMethods {
    const emit = (name: string, more: object = {}) => this.#listeners.emit(name, { elementType, ...more });
    return {
      ready: async () => {
        this.#ready = true;
        emit('ready');
        emit('availablepaymentmethodschange', { paymentMethods: { card: true } });
      },
      resize: async (heightPx) => {
        iframe.style.setProperty('height', `${heightPx}px`, 'important');
      },
      changed: async (state) => {
        this.#state = state;
        this.#showState();
        const { empty, complete, collapsed, value } = state;
        emit('change', { empty, complete, collapsed, value });
        this.#host.changed(null);
      },
      focused: async () => {
        this.#container?.classList.add('StripeElement--focus');
        emit('focus');
      },
      blurred: async () => {
        this.#container?.classList.remove('StripeElement--focus');
        emit('blur');
      },
      escaped: async () => emit('escape'),
      cardDetailsChanged: async ({ loading, brands, funding }) =>
        emit(
          'carddetailschange',
          loading || brands === undefined ? { loading } : { loading, details: { brands, funding } },
        ),
      loadFailed: async (message) => this.#failToLoad(new Error(message)),
      savedPaymentMethodRemoved: async (id, error) =>
        emit('savedpaymentmethodremove', {
          success: error === null,
          ...(error === null ? {} : { error }),
          payment_method: { id, type: 'card' },
        }),
      pageChanged: async (page) => this.#host.changed(page),
    };
  }

  #showState(): void {
    const classes = this.#container?.classList;
    classes?.toggle('StripeElement--empty', this.#state.empty);
    classes?.toggle('StripeElement--complete', this.#state.complete);
    classes?.toggle('StripeElement--invalid', this.#state.invalid);
  }

  #failToLoad(error: unknown): void {
    if (this.#connection === null) return;
    const message = error instanceof Error ? error.message : 'The element did not load.';
    this.#listeners.emit('loaderror', { elementType, error: { type: 'api_error', message } });
  }

  #tell(order: (frame: RemoteProxy<FrameMethods>) => Promise<unknown>): void {
    this.#frame?.then(order).catch((error: unknown) => this.#failToLoad(error));
  }

  #connected(): Promise<RemoteProxy<FrameMethods>> {
    if (this.#frame === null) throw new IntegrationError('The Payment Element is not mounted.');
    return this.#frame;
  }

  #requireAlive(): void {
    if (this.#destroyed) {
      throw new IntegrationError('This Element has already been destroyed. Please create a new one.');
    }
  }
}

function containerOf(target: string | HTMLElement): HTMLElement {
  const found = typeof target === 'string' ? document.querySelector<HTMLElement>(target) : target;
  if (found instanceof HTMLElement) return found;
  throw new IntegrationError(
    typeof target === 'string'
      ? `The selector you specified (${target}) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().`
      : 'Invalid DOM element. Call mount() with a valid DOM element or selector.',
  );
}

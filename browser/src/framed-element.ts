import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type {
  CardAnswer,
  CardElementState,
  CardElementType,
  CardRequest,
  ConfirmOutcome,
  ConfirmRequest,
  FrameMethods,
  OuterMethods,
  PaymentElementState,
} from '@onfile/shared/element-rpc.ts';
import type { StripeError } from '@stripe/stripe-js';
import { type Connection, connect, type RemoteProxy, WindowMessenger } from 'penpal';
import { groupOf, paymentSettings } from './element-options.ts';
import { createFrame, focusByLabels, submitForm, watchForBlocking } from './frame.ts';
import { FrameGone } from './frame-gone.ts';
import { IntegrationError } from './integration-error.ts';
import { Listeners } from './listeners.ts';

export type ElementType = 'payment' | CardElementType;
export type Frame = RemoteProxy<FrameMethods>;

/** What an element needs of whatever it belongs to. */
export interface ElementHost {
  readonly origin: string;
  /** Shows the element in its frame as it is now; nothing is done while what it shows is still loading. */
  render(frame: Frame, element: FramedElement): Promise<unknown> | undefined;
  /** What was typed, or the element's place on the page, changed. */
  changed(): void;
  /** The frame changed what is shown: a saved card was removed. */
  removed(paymentMethod: string, page: CheckoutPage | null): void;
  /** Another element of the same page. */
  sibling(type: CardElementType): FramedElement | null;
}

/** In the words of Stripe's titles. */
const inputs: Readonly<Record<ElementType, string>> = {
  payment: 'payment',
  card: 'card payment',
  cardNumber: 'card number',
  cardExpiry: 'expiration date',
  cardCvc: 'CVC',
};
/** As long as a slow connection may take for the frame's page. */
const frameLoadMs = 60_000;
/** How often is looked whether the page has thrown a busy frame away. */
const lookMs = 200;

const untouched: PaymentElementState = {
  empty: true,
  complete: false,
  collapsed: false,
  invalid: false,
  autofilled: false,
  value: { type: 'card' },
};

type State = PaymentElementState | CardElementState;
type ClassName = 'base' | 'complete' | 'empty' | 'focus' | 'invalid' | 'webkitAutofill';

const classNames: Readonly<Record<ClassName, string>> = {
  base: 'StripeElement',
  complete: 'StripeElement--complete',
  empty: 'StripeElement--empty',
  focus: 'StripeElement--focus',
  invalid: 'StripeElement--invalid',
  webkitAutofill: 'StripeElement--webkit-autofill',
};

/** An element on the merchant's page: a container with one frame, whose app it drives by RPC. */
export class FramedElement {
  readonly type: ElementType;
  readonly #host: ElementHost;
  readonly #listeners = new Listeners();
  #options: object;
  #container: HTMLElement | null = null;
  #iframe: HTMLIFrameElement | null = null;
  #window: Window | null = null;
  #connection: Connection<FrameMethods> | null = null;
  #frame: Promise<Frame> | null = null;
  #stopWatching = () => {};
  #stopLabels = () => {};
  #state: State = untouched;
  #ready = false;
  #destroyed = false;

  /** Throws IntegrationError for options that cannot be. */
  constructor(host: ElementHost, type: ElementType, options: object = {}) {
    this.#host = host;
    this.type = type;
    this.#options = options;
    this.#check();
  }

  get state(): State {
    return this.#state;
  }

  get options(): object {
    return this.#options;
  }

  get destroyed(): boolean {
    return this.#destroyed;
  }

  /** Whether its frame is on the page: a page may throw the container away without a word. */
  get mounted(): boolean {
    return this.#iframe?.isConnected === true;
  }

  mount(target: string | HTMLElement): void {
    this.#requireAlive();
    const container = containerOf(target);
    if (container === this.#container && this.mounted) return;
    this.unmount();
    if (container.childElementCount > 0) {
      console.warn('This Element will be mounted to a DOM element that contains child nodes.');
      container.replaceChildren();
    }
    this.#container = container;
    const { wrapper, iframe } = createFrame({
      src: `${this.#host.origin}/v3/${this.type === 'payment' ? __PAYMENT_FRAME__ : __CARD_FRAME__}`,
      title: `Secure ${inputs[this.type]} input frame`,
      onFocus: () => this.focus(),
    });
    this.#iframe = iframe;
    this.#stopWatching = watchForBlocking(iframe.src, () =>
      this.#failToLoad(new Error("The page's Content-Security-Policy (frame-src) blocks the frame.")),
    );
    container.append(wrapper);
    this.#toggle('base', true);
    this.#showState();
    this.#stopLabels = focusByLabels(container, () => this.focus());
    this.#emit('loaderstart');
    this.#connect(iframe);
    iframe.addEventListener('load', () => {
      // Moved on the page, a frame begins anew.
      if (iframe.contentWindow === this.#window) return;
      this.#disconnect();
      this.#connect(iframe);
    });
  }

  unmount(): void {
    this.#stopWatching();
    this.#stopLabels();
    this.#disconnect();
    this.#iframe = null;
    const container = this.#container;
    this.#container = null;
    if (container === null) return;
    container.replaceChildren();
    this.#container = container;
    for (const name of Object.keys(classNames)) this.#toggle(name as ClassName, false);
    this.#container = null;
    this.#host.changed();
  }

  destroy(): void {
    this.unmount();
    this.#destroyed = true;
  }

  update(options: object): this {
    this.#requireAlive();
    this.#options = { ...this.#options, ...options };
    this.#check();
    this.render();
    return this;
  }

  focus(): void {
    this.#tell((frame) => frame.focus());
  }

  blur(): void {
    this.#iframe?.blur();
  }

  clear(): void {
    this.#tell((frame) => frame.clear());
  }

  collapse(): this {
    this.#tell((frame) => frame.collapse());
    return this;
  }

  on(name: string, handler: (event: never) => unknown): this {
    this.#listeners.on(name, handler);
    // Whoever asks late still hears that the element is ready.
    if (name === 'ready' && this.#ready) {
      const late = new Listeners();
      late.on(name, handler);
      queueMicrotask(() => late.emit(name, { elementType: this.type }));
    }
    return this;
  }

  once(name: string, handler: (event: never) => unknown): this {
    this.#listeners.once(name, handler);
    return this;
  }

  off(name: string, handler?: (event: never) => unknown): this {
    this.#listeners.off(name, handler);
    return this;
  }

  /** Shows the element as it is now. */
  render(): void {
    this.#tell((frame) => this.#host.render(frame, this));
  }

  sibling(type: CardElementType): FramedElement | null {
    return this.#host.sibling(type);
  }

  validate(): Promise<{ message: string; code: string } | null> {
    return this.#ask((frame) => frame.validate());
  }

  refuse(message: string): Promise<void> {
    return this.#ask((frame) => frame.refuse(message));
  }

  confirm(request: ConfirmRequest): Promise<ConfirmOutcome> {
    return this.#ask((frame) => frame.confirm(request));
  }

  send(request: CardRequest): Promise<CardAnswer> {
    return this.#ask((frame) => frame.send(request));
  }

  /** Throws IntegrationError while it is not mounted, FrameGone when the frame goes before it has answered. */
  async #ask<Answer>(order: (frame: Frame) => Promise<Answer>): Promise<Answer> {
    const connection = this.#connection;
    if (!this.mounted || this.#frame === null)
      throw new IntegrationError(`The ${this.type} Element is not mounted.`);
    const gone = () => this.#connection !== connection || !this.mounted;
    let timer: ReturnType<typeof setInterval> | undefined;
    const going = new Promise<never>((_, reject) => {
      timer = setInterval(() => gone() && reject(), lookMs);
    });
    try {
      return await Promise.race([this.#frame.then(order), going]);
    } catch (error) {
      throw gone() ? new FrameGone() : error;
    } finally {
      clearInterval(timer);
    }
  }

  #connect(iframe: HTMLIFrameElement): void {
    const { contentWindow } = iframe;
    if (contentWindow === null) return;
    this.#window = contentWindow;
    this.#connection = connect<FrameMethods>({
      messenger: new WindowMessenger({ remoteWindow: contentWindow, allowedOrigins: [this.#host.origin] }),
      methods: this.#methods(iframe),
      timeout: frameLoadMs,
    });
    this.#frame = this.#connection.promise;
    this.#frame.catch((error: unknown) => this.#failToLoad(error));
    this.render();
  }

  #disconnect(): void {
    this.#connection?.destroy();
    this.#connection = null;
    this.#frame = null;
    this.#ready = false;
    this.#state = untouched;
    this.#showState();
  }

  #methods(iframe: HTMLIFrameElement): OuterMethods {
    return {
      ready: async () => {
        this.#ready = true;
        this.#emit('ready');
        if (this.type === 'payment') {
          this.#emit('availablepaymentmethodschange', { paymentMethods: { card: true } });
        }
      },
      resize: async (heightPx) => {
        iframe.style.setProperty('height', `${heightPx}px`, 'important');
      },
      changed: async (state) => {
        this.#state = state;
        this.#showState();
        const { invalid: _i, autofilled: _a, ...event } = state;
        this.#emit('change', event);
        this.#host.changed();
      },
      focused: async () => {
        this.#toggle('focus', true);
        this.#emit('focus');
      },
      blurred: async () => {
        this.#toggle('focus', false);
        this.#emit('blur');
      },
      escaped: async () => this.#emit('escape'),
      entered: async () => submitForm(this.#container?.closest('form') ?? null),
      cardDetailsChanged: async ({ loading, brands, funding }) =>
        this.#emit(
          'carddetailschange',
          loading || brands === undefined ? { loading } : { loading, details: { brands, funding } },
        ),
      loadFailed: async (message) => this.#failToLoad(new Error(message)),
      savedPaymentMethodRemoved: async (id, error, page) => {
        this.#emit('savedpaymentmethodremove', {
          success: error === null,
          ...(error === null ? {} : { error }),
          payment_method: { id, type: 'card' },
        });
        if (error === null) this.#host.removed(id, page);
      },
    };
  }

  #check(): void {
    if (this.type === 'payment') paymentSettings(this.#options);
  }

  #emit(name: string, more: object = {}): void {
    this.#listeners.emit(name, { elementType: this.type, ...more });
  }

  #showState(): void {
    const { empty, complete, invalid, autofilled } = this.#state;
    this.#toggle('empty', empty);
    this.#toggle('complete', complete);
    this.#toggle('invalid', invalid);
    this.#toggle('webkitAutofill', autofilled);
  }

  /** The page may have words of its own for the container's classes. */
  #toggle(name: ClassName, on: boolean): void {
    const { classes } = groupOf(this.#options, 'options');
    const given = groupOf(classes, 'classes')[name];
    const word = typeof given === 'string' ? given : classNames[name];
    for (const one of word.split(' ')) if (one !== '') this.#container?.classList.toggle(one, on);
  }

  #failToLoad(error: unknown): void {
    if (this.#connection === null) return;
    const { message, stripeError } = error as Error & { stripeError?: StripeError };
    const failure = { type: 'api_error', message, ...stripeError };
    if (!this.#listeners.has('loaderror')) console.error(`Unhandled ${this.type} Element loaderror`, failure);
    this.#emit('loaderror', { error: failure });
  }

  #tell(order: (frame: Frame) => Promise<unknown> | undefined): void {
    this.#frame?.then(order).catch((error: unknown) => this.#failToLoad(error));
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

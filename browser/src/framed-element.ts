import type { CardBrand } from '@onfile/shared/card-brands.ts';
import type {
  CardAnswer,
  CardElementState,
  CardElementType,
  CardRequest,
  ConfirmOutcome,
  ConfirmRequest,
  EmailElementState,
  EmailElementType,
  FrameMethods,
  OuterMethods,
  PaymentElementState,
  SavedPaymentMethodChange,
} from '@onfile/shared/element-rpc.ts';
import type { StripeError } from '@stripe/stripe-js';
import { type Connection, connect, type RemoteProxy, WindowMessenger } from 'penpal';
import { paymentSettings } from './element-options.ts';
import { createFrame, focusByLabels, submitForm, watchForBlocking } from './frame.ts';
import { FrameGone } from './frame-gone.ts';
import { IntegrationError } from './integration-error.ts';
import { checkOptions } from './later.ts';
import { type Content, newPlace, type PageElement } from './page-element.ts';
import { plainRemote } from './plain-remote.ts';

export type ElementType = 'payment' | CardElementType | EmailElementType;
export type Frame = RemoteProxy<FrameMethods>;

/** What an element needs of whatever it belongs to. */
export interface ElementHost {
  readonly origin: string;
  /** Shows the element in its frame as it is now; nothing is done while what it shows is still loading. */
  render(frame: Frame, element: FramedElement): Promise<unknown> | undefined;
  /** What was typed, or the element's place on the page, changed. */
  changed(): void;
  /** The buyer changed or removed a saved card in the frame. */
  savedChanged(change: SavedPaymentMethodChange): void;
  /** Another element of the same page. */
  sibling(type: CardElementType): FramedElement | null;
}

/** An element in a frame, as the script itself knows it. */
export interface FramedElement {
  readonly type: ElementType;
  /** What the page holds of it. */
  readonly page: FramedPageElement;
  readonly state: State;
  readonly options: object;
  readonly destroyed: boolean;
  /** Whether its frame is on the page: a page may throw the container away without a word. */
  readonly mounted: boolean;
  /** Shows the element as it is now. */
  render(): void;
  sibling(type: CardElementType): FramedElement | null;
  validate(): Promise<{ message: string; code: string } | null>;
  refuse(message: string): Promise<void>;
  confirm(request: ConfirmRequest): Promise<ConfirmOutcome>;
  send(request: CardRequest): Promise<CardAnswer>;
}

export interface FramedPageElement extends PageElement {
  /** The element behind it: what a page hands back may be a proxy or a copy of what it was given. */
  readonly _element: () => FramedElement;
}

/** In the words of Stripe's titles. */
const inputs: Readonly<Record<ElementType, string>> = {
  payment: 'payment',
  card: 'card payment',
  cardNumber: 'card number',
  cardExpiry: 'expiration date',
  cardCvc: 'CVC',
  linkAuthentication: 'email',
  contactDetails: 'email',
};
/** The page hears of a frame that is not there by then; one that comes later is taken all the same. */
const frameLoadMs = 10_000;
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

type State = PaymentElementState | CardElementState | EmailElementState;

export const available = { paymentMethods: { card: { available: true } } };

/** What the `change` event tells. */
export function changeOf<Shown extends State>(state: Shown): Omit<Shown, 'invalid' | 'autofilled'> {
  const { invalid: _i, autofilled: _a, ...event } = state;
  return event;
}

/** Brands as Stripe's type has them; funding is the issuer's to know. */
export function cardDetails(brands: readonly CardBrand[] | null) {
  const named = brands?.flatMap((brand) => (brand === 'cartes_bancaires' ? [] : [brand])) ?? null;
  return { loading: false, details: { brands: named, funding: null } };
}

export function savedChange({ paymentMethod, error }: SavedPaymentMethodChange) {
  return {
    success: error === null,
    ...(error === null ? {} : { error }),
    payment_method: paymentMethod,
  };
}

function pageOf(type: ElementType): string {
  if (inputs[type] === 'email') return __EMAIL_FRAME__;
  return type === 'payment' ? __PAYMENT_FRAME__ : __CARD_FRAME__;
}

/**
 * An element on the merchant's page: a container with one frame, whose app it drives by RPC. Throws IntegrationError for
 * options that cannot be.
 */
export function framedElement(host: ElementHost, type: ElementType, given: object = {}): FramedElement {
  let iframe: HTMLIFrameElement | null = null;
  let connectedTo: Window | null = null;
  let connection: Connection<FrameMethods> | null = null;
  let frame: Promise<Frame> | null = null;
  let stopWatching = () => {};
  let stopLabels = () => {};
  let state: State = untouched;
  /** Since it was mounted, or was ready. */
  let failed = false;

  const isThere = () => iframe?.isConnected === true;
  const render = () => tell((now) => host.render(now, element));

  const content: Content = {
    check: (options) => {
      if (type === 'payment') paymentSettings(options);
      checkOptions(host.origin, `create() of ${type}`, options);
    },
    isThere,
    fill,
    leave: () => {
      stopWatching();
      stopLabels();
      disconnect();
      iframe = null;
    },
    left: () => host.changed(),
    render,
    focus: () => tell((now) => now.focus()),
    blur: () => iframe?.blur(),
    clear: () => tell((now) => now.clear()),
    // With one way to pay there is nothing to fold away.
    collapse: () => {},
  };
  const place = newPlace(type, given, content, { _element: () => element });
  const { emit, toggle } = place;

  const element: FramedElement = {
    type,
    page: place.page,
    get state() {
      return state;
    },
    get options() {
      return place.options;
    },
    get destroyed() {
      return place.destroyed;
    },
    get mounted() {
      return isThere();
    },
    render,
    sibling: (other) => host.sibling(other),
    validate: () => ask((now) => now.validate()),
    refuse: (message) => ask((now) => now.refuse(message)),
    confirm: (request) => ask((now) => now.confirm(request)),
    send: (request) => ask((now) => now.send(request)),
  };
  return element;

  function fill(container: HTMLElement): void {
    const made = createFrame({
      src: `${host.origin}/v3/${pageOf(type)}`,
      title: `Secure ${inputs[type]} input frame`,
      onFocus: place.page.focus,
    });
    const shown = made.iframe;
    iframe = shown;
    stopWatching = watchForBlocking(shown.src, () =>
      failToLoad(new Error("The page's Content-Security-Policy (frame-src) blocks the frame.")),
    );
    container.append(made.wrapper);
    toggle('base', true);
    showState();
    stopLabels = focusByLabels(container, place.page.focus);
    emit('loaderstart');
    failed = false;
    connectTo(shown);
    shown.addEventListener('load', () => {
      // Moved on the page, a frame begins anew.
      if (shown.contentWindow === connectedTo) return;
      disconnect();
      connectTo(shown);
    });
  }

  /** Throws IntegrationError while it is not mounted, FrameGone when the frame goes before it has answered. */
  async function ask<Answer>(order: (frame: Frame) => Promise<Answer>): Promise<Answer> {
    const asked = connection;
    if (!isThere() || frame === null) throw new IntegrationError(`The ${type} Element is not mounted.`);
    const gone = () => connection !== asked || !isThere();
    let timer: ReturnType<typeof setInterval> | undefined;
    const going = new Promise<never>((_, reject) => {
      timer = setInterval(() => gone() && reject(), lookMs);
    });
    try {
      return await Promise.race([frame.then(order), going]);
    } catch (error) {
      throw gone() ? new FrameGone() : error;
    } finally {
      clearInterval(timer);
    }
  }

  function tell(order: (frame: Frame) => Promise<unknown> | undefined): void {
    const told = connection;
    frame?.then(order).catch((error: unknown) => connection === told && failToLoad(error));
  }

  function connectTo(shown: HTMLIFrameElement): void {
    const { contentWindow } = shown;
    if (contentWindow === null) return;
    connectedTo = contentWindow;
    const made = connect<FrameMethods>({
      messenger: new WindowMessenger({ remoteWindow: contentWindow, allowedOrigins: [host.origin] }),
      methods: methodsFor(shown),
      timeout: frameLoadMs,
    });
    connection = made;
    frame = made.promise.then(plainRemote, () => {
      // Its page may come yet.
      if (connection === made) connectedTo = null;
      throw new Error(`The frame did not load within ${frameLoadMs / 1000} seconds.`);
    });
    render();
  }

  function disconnect(): void {
    connection?.destroy();
    connection = null;
    frame = null;
    state = untouched;
    showState();
  }

  function methodsFor(shown: HTMLIFrameElement): OuterMethods {
    return {
      ready: async () => {
        failed = false;
        place.becomeReady();
        if (type === 'payment') emit('availablepaymentmethodschange', available);
      },
      resize: async (heightPx) => {
        shown.style.setProperty('height', `${heightPx}px`, 'important');
      },
      changed: async (now) => {
        state = now;
        showState();
        emit('change', changeOf(now));
        host.changed();
      },
      focused: async () => {
        toggle('focus', true);
        emit('focus');
      },
      blurred: async () => {
        toggle('focus', false);
        emit('blur');
      },
      escaped: async () => emit('escape'),
      entered: async () => submitForm(place.container?.closest('form') ?? null),
      cardDetailsChanged: async (brands) => emit('carddetailschange', cardDetails(brands)),
      loadFailed: async (message) => failToLoad(new Error(message)),
      savedPaymentMethodChanged: async (change) => {
        emit(change.event, savedChange(change));
        if (change.error === null) host.savedChanged(change);
      },
    };
  }

  function showState(): void {
    const { empty, complete, invalid, autofilled } = state;
    toggle('empty', empty);
    toggle('complete', complete);
    toggle('invalid', invalid);
    toggle('webkitAutofill', autofilled);
  }

  function failToLoad(error: unknown): void {
    if (connection === null || failed) return;
    failed = true;
    const { message, stripeError } = error as Error & { stripeError?: StripeError };
    const failure = { type: 'api_error', message, ...stripeError };
    if (!place.hears('loaderror')) console.error(`Unhandled ${type} Element loaderror`, failure);
    emit('loaderror', { error: failure });
  }
}

import type { PaymentElementState } from '@onfile/shared/element-rpc.ts';
import type { StripeError } from '@stripe/stripe-js';
import { checkOptions } from '../load-on-demand.ts';
import { eventsOf } from './element-events.ts';
import { paymentSettings } from './element-options.ts';
import { createFrame, focusByLabels, watchForBlocking } from './frame.ts';
import { type FrameLink, newFrameLink } from './frame-link.ts';
import type { ElementHost, ElementType, FramedElement, State } from './framed-element.ts';
import { type Content, newPlace, type Place } from './page-element.ts';

/** As they appear in Stripe's titles. */
const inputs: Readonly<Record<ElementType, string>> = {
  payment: 'payment',
  card: 'card payment',
  cardNumber: 'card number',
  cardExpiry: 'expiration date',
  cardCvc: 'CVC',
  linkAuthentication: 'email',
  contactDetails: 'email',
};

const untouched: PaymentElementState = {
  empty: true,
  complete: false,
  collapsed: false,
  invalid: false,
  autofilled: false,
  value: { type: 'card' },
};

function pageOf(type: ElementType): string {
  if (inputs[type] === 'email') return __EMAIL_FRAME__;
  return type === 'payment' ? __PAYMENT_FRAME__ : __CARD_FRAME__;
}

/**
 * Creates an element on the merchant's page: a container with one frame, whose app it drives by RPC. Throws
 * IntegrationError for invalid options.
 */
export function newFramedElement(host: ElementHost, type: ElementType, given: object = {}): FramedElement {
  let state: State = untouched;
  /** Whether loading failed since it was last mounted or ready. */
  let failed = false;
  let stops: readonly (() => void)[] = [];

  const link = newFrameLink(host.origin, type, {
    methodsFor: (shown) =>
      eventsOf(shown, type, place, {
        ...host,
        ready: () => {
          failed = false;
        },
        became,
        failed: failToLoad,
      }),
    connected: render,
    disconnected: () => became(untouched),
    failed: failToLoad,
  });
  const place = newPlace(
    type,
    given,
    {
      check: (options) => check(host.origin, type, options),
      isThere: link.isThere,
      fill,
      leave: () => {
        for (const stop of stops) stop();
        link.close();
      },
      left: host.changed,
      render,
      focusing: focusingOf(link),
    },
    { _element: () => element },
  );
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
      return link.isThere();
    },
    render,
    sibling: host.sibling,
    ...requestsTo(link),
  };
  return element;

  function render(): void {
    link.tell((now) => host.render(now, element));
  }

  function became(now: State): void {
    state = now;
    showState(place, state);
  }

  function fill(container: HTMLElement): void {
    const { focus } = place.page;
    const { iframe, wrapper } = frameFor(host.origin, type, focus);
    stops = [
      watchForBlocking(iframe.src, () => failToLoad(new Error(blocked))),
      focusByLabels(container, focus),
    ];
    container.append(wrapper);
    place.toggle('base', true);
    showState(place, state);
    place.emit('loaderstart');
    failed = false;
    link.open(iframe);
  }

  function failToLoad(error: unknown): void {
    if (!link.isConnected() || failed) return;
    failed = true;
    tellFailure(place, type, error);
  }
}

const blocked = "The page's Content-Security-Policy (frame-src) blocks the frame.";

function frameFor(origin: string, type: ElementType, onFocus: () => void) {
  return createFrame({
    src: `${origin}/v3/${pageOf(type)}`,
    title: `Secure ${inputs[type]} input frame`,
    onFocus,
  });
}

function requestsTo({ ask }: FrameLink): Pick<FramedElement, 'validate' | 'refuse' | 'confirm' | 'send'> {
  return {
    validate: () => ask((frame) => frame.validate()),
    refuse: (message) => ask((frame) => frame.refuse(message)),
    confirm: (request) => ask((frame) => frame.confirm(request)),
    send: (request) => ask((frame) => frame.send(request)),
  };
}

function focusingOf({ tell, blur }: FrameLink): Content['focusing'] {
  return { focus: () => tell((frame) => frame.focus()), blur, clear: () => tell((frame) => frame.clear()) };
}

function check(origin: string, type: ElementType, options: object): void {
  if (type === 'payment') paymentSettings(options);
  checkOptions(origin, `create() of ${type}`, options);
}

function showState({ toggle }: Place, { empty, complete, invalid, autofilled }: State): void {
  toggle('empty', empty);
  toggle('complete', complete);
  toggle('invalid', invalid);
  toggle('webkitAutofill', autofilled);
}

function tellFailure({ emit, hears }: Place, type: ElementType, error: unknown): void {
  const { message, stripeError } = error as Error & { stripeError?: StripeError };
  const failure = { type: 'api_error', message, ...stripeError };
  if (!hears('loaderror')) console.error(`Unhandled ${type} Element loaderror`, failure);
  emit('loaderror', { error: failure });
}

import { IntegrationError } from '../integration-error.ts';
import { newListeners } from '../listeners.ts';
import { groupOf } from './element-options.ts';

/**
 * An element as a page holds it: functions that need no `this`, so that it works inside a framework's proxies, when it is
 * copied, and when a method is detached from it.
 */
export interface PageElement {
  mount(target: string | HTMLElement): void;
  unmount(): void;
  destroy(): void;
  update(options: object): this;
  focus(): void;
  blur(): void;
  clear(): void;
  collapse(): this;
  on(name: string, handler: (event: never) => unknown): this;
  once(name: string, handler: (event: never) => unknown): this;
  off(name: string, handler?: (event: never) => unknown): this;
}

/** What is inside an element's container. */
export interface Content {
  /** Throws IntegrationError for invalid options. */
  check(options: object): void;
  /** Whether it is on the page: a page may remove the container without notice. */
  isThere(): boolean;
  fill(container: HTMLElement): void;
  leave(): void;
  /** The container is now empty. */
  left(): void;
  /** Shows itself with the current options. */
  render(): void;
  readonly focusing: Pick<PageElement, 'focus' | 'blur' | 'clear'>;
}

type ClassName = 'base' | 'complete' | 'empty' | 'focus' | 'invalid' | 'webkitAutofill';

const classNames: Readonly<Record<ClassName, string>> = {
  base: 'StripeElement',
  complete: 'StripeElement--complete',
  empty: 'StripeElement--empty',
  focus: 'StripeElement--focus',
  invalid: 'StripeElement--invalid',
  webkitAutofill: 'StripeElement--webkit-autofill',
};

/** An element's place on the page: its container with its classes, its options, and its listeners. */
export interface Place {
  readonly page: PageElement;
  readonly options: object;
  readonly destroyed: boolean;
  /** Null while it is not mounted. */
  readonly container: HTMLElement | null;
  emit(name: string, more?: object): void;
  hears(name: string): boolean;
  toggle(name: ClassName, on: boolean): void;
  becomeReady(more?: object): void;
}

/** `more` is also exposed to the page. Throws IntegrationError for invalid options. */
export function newPlace<More extends object>(
  type: string,
  given: object,
  content: Content,
  more: More,
): Place & { readonly page: PageElement & More } {
  const listeners = newListeners();
  let options: object = { ...given };
  let container: HTMLElement | null = null;
  let ready: object | null = null;
  let destroyed = false;
  content.check(options);

  const emit = (name: string, told: object = {}) => listeners.emit(name, { elementType: type, ...told });
  const toggle = (name: ClassName, on: boolean) => toggleClass(container, options, name, on);

  function unmount(): void {
    content.leave();
    ready = null;
    const left = container;
    container = null;
    if (left === null) return;
    left.replaceChildren();
    for (const name of Object.keys(classNames)) toggleClass(left, options, name as ClassName, false);
    content.left();
  }

  const page: PageElement & More = {
    ...more,
    ...content.focusing,
    mount(target) {
      requireAlive(destroyed);
      const wanted = containerOf(target);
      if (wanted === container && content.isThere()) return;
      unmount();
      empty(wanted);
      container = wanted;
      content.fill(wanted);
    },
    unmount,
    destroy() {
      unmount();
      destroyed = true;
    },
    update(changed) {
      requireAlive(destroyed);
      options = { ...options, ...changed };
      content.check(options);
      content.render();
      return page;
    },
    // With only one payment method there is nothing to collapse.
    collapse: () => page,
    on(name, handler) {
      listeners.on(name, handler);
      // A listener added late still hears that the element is ready.
      if (name === 'ready' && ready !== null) tellLate(handler, { elementType: type, ...ready });
      return page;
    },
    once(name, handler) {
      listeners.once(name, handler);
      return page;
    },
    off(name, handler) {
      listeners.off(name, handler);
      return page;
    },
  };

  return {
    page,
    get options() {
      return options;
    },
    get destroyed() {
      return destroyed;
    },
    get container() {
      return container;
    },
    emit,
    hears: listeners.has,
    toggle,
    becomeReady(told = {}) {
      ready = told;
      emit('ready', told);
    },
  };
}

function requireAlive(destroyed: boolean): void {
  if (destroyed)
    throw new IntegrationError('This Element has already been destroyed. Please create a new one.');
}

/** The page may choose its own names for the container's classes. */
function toggleClass(container: HTMLElement | null, options: object, name: ClassName, on: boolean): void {
  const word = groupOf(groupOf(options, 'options').classes, 'classes')[name];
  for (const one of (typeof word === 'string' ? word : classNames[name]).split(' ')) {
    if (one !== '') container?.classList.toggle(one, on);
  }
}

function tellLate(handler: (event: never) => unknown, event: object): void {
  const late = newListeners();
  late.on('ready', handler);
  queueMicrotask(() => late.emit('ready', event));
}

function empty(container: HTMLElement): void {
  if (container.childElementCount === 0) return;
  console.warn('This Element will be mounted to a DOM element that contains child nodes.');
  container.replaceChildren();
}

function containerOf(target: string | HTMLElement): HTMLElement {
  const found = typeof target === 'string' ? document.querySelector<HTMLElement>(target) : target;
  if (found instanceof HTMLElement) {
    if (found.getRootNode() instanceof ShadowRoot)
      throw new IntegrationError(
        'Elements cannot be mounted in a ShadowRoot. Please mount in the Light DOM.',
      );
    return found;
  }
  throw new IntegrationError(
    typeof target === 'string'
      ? `The selector you specified (${target}) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().`
      : 'Invalid DOM element. Call mount() with a valid DOM element or selector.',
  );
}

import { groupOf } from './element-options.ts';
import { IntegrationError } from './integration-error.ts';
import { newListeners } from './listeners.ts';

/**
 * An element as a page holds it: functions that need no `this`, so that it works inside the proxies of a framework, when
 * it is copied, and when a method is taken out of it.
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

/** What is in an element's container, and what becomes of it. */
export interface Content {
  /** Throws IntegrationError for options that cannot be. */
  check(options: object): void;
  /** Whether it is on the page: a page may throw the container away without a word. */
  isThere(): boolean;
  fill(container: HTMLElement): void;
  leave(): void;
  /** The container is empty. */
  left(): void;
  /** Shows itself as the options are now. */
  render(): void;
  focus(): void;
  blur(): void;
  clear(): void;
  collapse(): void;
}

export type ClassName = 'base' | 'complete' | 'empty' | 'focus' | 'invalid' | 'webkitAutofill';

const classNames: Readonly<Record<ClassName, string>> = {
  base: 'StripeElement',
  complete: 'StripeElement--complete',
  empty: 'StripeElement--empty',
  focus: 'StripeElement--focus',
  invalid: 'StripeElement--invalid',
  webkitAutofill: 'StripeElement--webkit-autofill',
};

/** An element's place on the page: its container with its classes, its options, and who listens. `more` is handed to the page too. */
export function newPlace<More extends object>(type: string, given: object, content: Content, more: More) {
  const listeners = newListeners();
  let options: object = { ...given };
  let container: HTMLElement | null = null;
  let ready: object | null = null;
  let destroyed = false;
  content.check(options);

  function requireAlive(): void {
    if (destroyed) {
      throw new IntegrationError('This Element has already been destroyed. Please create a new one.');
    }
  }

  function emit(name: string, more: object = {}): void {
    listeners.emit(name, { elementType: type, ...more });
  }

  /** The page may have words of its own for the container's classes. */
  function toggle(name: ClassName, on: boolean): void {
    const word = groupOf(groupOf(options, 'options').classes, 'classes')[name];
    for (const one of (typeof word === 'string' ? word : classNames[name]).split(' ')) {
      if (one !== '') container?.classList.toggle(one, on);
    }
  }

  function unmount(): void {
    content.leave();
    ready = null;
    const left = container;
    container = null;
    if (left === null) return;
    left.replaceChildren();
    container = left;
    for (const name of Object.keys(classNames)) toggle(name as ClassName, false);
    container = null;
    content.left();
  }

  const page: PageElement & More = {
    ...more,
    mount(target) {
      requireAlive();
      const wanted = containerOf(target);
      if (wanted === container && content.isThere()) return;
      unmount();
      if (wanted.childElementCount > 0) {
        console.warn('This Element will be mounted to a DOM element that contains child nodes.');
        wanted.replaceChildren();
      }
      container = wanted;
      content.fill(wanted);
    },
    unmount,
    destroy() {
      unmount();
      destroyed = true;
    },
    update(changed) {
      requireAlive();
      options = { ...options, ...changed };
      content.check(options);
      content.render();
      return page;
    },
    focus: () => content.focus(),
    blur: () => content.blur(),
    clear: () => content.clear(),
    collapse() {
      content.collapse();
      return page;
    },
    on(name, handler) {
      listeners.on(name, handler);
      // Whoever asks late still hears that the element is ready.
      if (name === 'ready' && ready !== null) {
        const event = { elementType: type, ...ready };
        const late = newListeners();
        late.on(name, handler);
        queueMicrotask(() => late.emit(name, event));
      }
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
    get options(): object {
      return options;
    },
    get destroyed(): boolean {
      return destroyed;
    },
    /** Null while it is not mounted. */
    get container(): HTMLElement | null {
      return container;
    },
    emit,
    hears: listeners.has,
    toggle,
    becomeReady(more: object = {}): void {
      ready = more;
      emit('ready', more);
    },
  };
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

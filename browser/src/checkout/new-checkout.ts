import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { Context } from '../context.ts';
import { IntegrationError } from '../integration-error.ts';
import { newListeners } from '../listeners.ts';
import { loadOnDemand } from '../load-on-demand.ts';
import { untilSuccess } from '../until-success.ts';
import type { Checkout } from './checkout.ts';
import { newCheckoutElements } from './checkout-elements.ts';
import type { CheckoutOptions } from './checkout-options.ts';
import { canConfirm, newConfirmability } from './confirmability.ts';
import { type LoadedSession, loadSession } from './load-session.ts';
import { renderElement } from './render-element.ts';

export function newCheckout(context: Context, options: CheckoutOptions): Checkout {
  const listeners = newListeners();
  let shown = options.elementsOptions;
  let loaded: LoadedSession | null = null;
  let failure: unknown = null;
  const elements = newCheckoutElements(context, {
    origin: context.origin,
    render: (frame, element) => {
      if (failure !== null) return Promise.reject(failure);
      return loaded === null ? undefined : renderElement(context, loaded, shown, frame, element);
    },
    changed: () => confirmability.notice(),
    savedChanged: ({ page }) => page && show(page),
    sibling: () => null,
  });
  const { mounted, renderAll, ...ofParts } = elements;
  const confirmability = newConfirmability(() => loaded !== null && canConfirm(loaded.page, mounted), tell);
  const load = untilSuccess(async () => {
    failure = null;
    try {
      loaded = await loadSession(context, options);
      confirmability.settle();
      return loaded.page;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      renderAll();
    }
  });

  function known(): LoadedSession {
    if (loaded === null) throw new IntegrationError('The Checkout Session has not been loaded yet.');
    return loaded;
  }

  function show(page: CheckoutPage): void {
    loaded = { ...known(), page };
    renderAll();
    confirmability.settle();
    tell();
  }

  function tell(): void {
    loadOnDemand(context.origin).then(
      ({ shownSession }) => listeners.emit('change', shownSession(checkout)),
      () => {},
    );
  }

  function change(options: CheckoutOptions['elementsOptions']): void {
    shown = { ...shown, ...options };
    renderAll();
  }

  const checkout: Checkout = {
    ...ofParts,
    context,
    get api() {
      return known().api;
    },
    get page() {
      return known().page;
    },
    get element() {
      return mounted('payment');
    },
    load,
    get canConfirm() {
      return confirmability.now();
    },
    onChange: (handler) => listeners.on('change', handler),
    changeAppearance: (appearance) => change({ appearance }),
    loadFonts: (more) => change({ fonts: [...(shown.fonts ?? []), ...more] }),
    show,
    whileConfirming: (confirm) => confirmability.whileConfirming(() => load().then(confirm)),
  };
  // Whoever asks for the session hears of a failure; if nobody asks, it must not be an unhandled rejection.
  load().catch(() => {});
  return checkout;
}

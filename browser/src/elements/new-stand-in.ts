import { notSupported } from '../integration-error.ts';
import { loadOnDemand } from '../load-on-demand.ts';
import { newPlace } from './page-element.ts';
import type { StandIn } from './stand-in.ts';

const told = new Set<string>();

/** Mounts, takes no room and is ready, so that everything beside it works; the console says once that it is a stand-in. */
export function newStandIn(origin: string, type: string, given: object = {}): StandIn {
  if (!told.has(type)) {
    told.add(type);
    console.error(`${notSupported(`The ${type} Element`).message} Nothing is shown in its place.`);
  }
  const nothing = () => {};
  const isThere = () => place.container?.isConnected === true;
  const place = newPlace(
    // The form's events have their own name.
    type === 'paymentForm' ? 'checkoutForm' : type,
    given,
    {
      check: nothing,
      isThere,
      fill: () =>
        setTimeout(() => {
          // As on Stripe when no wallet is available.
          if (isThere())
            place.becomeReady(type === 'expressCheckout' ? { availablePaymentMethods: undefined } : {});
        }),
      leave: nothing,
      left: nothing,
      render: nothing,
      focusing: { focus: nothing, blur: nothing, clear: nothing },
    },
    {
      getValue: async () => (await loadOnDemand(origin)).valueOfStandIn(type, place.options),
      setView: async () => {},
    },
  );
  return {
    page: place.page,
    get destroyed() {
      return place.destroyed;
    },
  };
}

import { notSupported } from '../integration-error.ts';
import { loadOnDemand } from '../load-on-demand.ts';
import { newPlace } from './page-element.ts';
import type { StandIn } from './stand-in.ts';

const told = new Set<string>();

/** It mounts, takes no room and is ready, so that what is beside it works; the console tells once that it is none. */
export function newStandIn(origin: string, type: string, given: object = {}): StandIn {
  if (!told.has(type)) {
    told.add(type);
    console.error(`${notSupported(`The ${type} Element`).message} Nothing is shown in its place.`);
  }
  const nothing = () => {};
  const isThere = () => place.container?.isConnected === true;
  const place = newPlace(
    // The form's events have a name of their own.
    type === 'paymentForm' ? 'checkoutForm' : type,
    given,
    {
      check: nothing,
      isThere,
      fill: () =>
        setTimeout(() => {
          // As on Stripe where no wallet is there.
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

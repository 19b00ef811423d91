import type { CardBrand } from '@onfile/shared/card-brands.ts';
import type { OuterMethods, SavedPaymentMethodChange } from '@onfile/shared/element-rpc.ts';
import { submitForm } from './frame.ts';
import type { ElementType, State } from './framed-element.ts';
import type { Place } from './page-element.ts';

/** What an element does with what its frame reports, besides telling the page. */
interface Heard {
  ready(): void;
  became(state: State): void;
  /** The page has been told. */
  changed(): void;
  savedChanged(change: SavedPaymentMethodChange): void;
  failed(error: unknown): void;
}

export const available = { paymentMethods: { card: { available: true } } };

/** The content of the `change` event. */
export function changeOf<Shown extends State>(state: Shown): Omit<Shown, 'invalid' | 'autofilled'> {
  const { invalid: _i, autofilled: _a, ...event } = state;
  return event;
}

/** Brands as Stripe's type names them; only the issuer knows the funding. */
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

/** Turns the frame's reports into Stripe's events for the page. */
export function eventsOf(
  shown: HTMLIFrameElement,
  type: ElementType,
  place: Place,
  heard: Heard,
): OuterMethods {
  const { becomeReady, emit, toggle } = place;
  return {
    ready: async () => {
      heard.ready();
      becomeReady();
      if (type === 'payment') emit('availablepaymentmethodschange', available);
    },
    resize: async (heightPx) => {
      shown.style.setProperty('height', `${heightPx}px`, 'important');
    },
    changed: async (state) => {
      heard.became(state);
      emit('change', changeOf(state));
      heard.changed();
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
    loadFailed: async (message) => heard.failed(new Error(message)),
    savedPaymentMethodChanged: async (change) => {
      emit(change.event, savedChange(change));
      if (change.error === null) heard.savedChanged(change);
    },
  };
}

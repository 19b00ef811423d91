import type { StripeElementType, StripeError } from '@stripe/stripe-js';
import type { CheckoutContext } from './checkout.ts';
import { type ElementsOptions, elementsOptions } from './elements-options.ts';
import {
  type ElementHost,
  type ElementType,
  type FramedElement,
  type FramedPageElement,
  framedElement,
} from './framed-element.ts';
import { IntegrationError } from './integration-error.ts';
import type { ElementsEngine } from './later/elements-engine.ts';
import { checkOptions, later } from './later.ts';
import { newListeners } from './listeners.ts';
import {
  type AddressStandIn,
  hasStandIn,
  type StandIn,
  type StandInPageElement,
  standIn,
  type TaxIdStandIn,
} from './stand-in.ts';

/** A component of `@stripe/react-stripe-js`, which stands for its element in `getElement(CardElement)`. */
interface ElementComponent {
  readonly __elementType: string;
}

const types: readonly ElementType[] = [
  'payment',
  'card',
  'cardNumber',
  'cardExpiry',
  'cardCvc',
  'linkAuthentication',
  'contactDetails',
];

/** The elements of one page without Checkout, as the script itself knows them. */
export interface ElementsGroup {
  readonly context: CheckoutContext;
  /** How the frames of split elements find each other. */
  readonly id: string;
  readonly options: ElementsOptions;
  /** What loads an intent, renders and submits. */
  readonly engine: Promise<ElementsEngine>;
  find(type: ElementType): FramedElement | null;
  renderAll(): void;
}

type Submitted =
  | { error?: StripeError; selectedPaymentMethod?: undefined }
  | { selectedPaymentMethod: string };

type OtherType = Exclude<StripeElementType, ElementType | 'address' | 'taxId'>;

/** What `stripe.elements()` answers: functions that need no `this`. */
export interface Elements {
  create(type: ElementType, options?: object): FramedPageElement;
  create(type: 'address', options?: object): AddressStandIn;
  create(type: 'taxId', options?: object): TaxIdStandIn;
  create(type: OtherType, options?: object): StandInPageElement;
  getElement(type: ElementType): FramedPageElement | null;
  getElement(type: 'address', options?: { readonly mode?: string }): AddressStandIn | null;
  getElement(type: 'taxId'): TaxIdStandIn | null;
  getElement(type: OtherType): StandInPageElement | null;
  update(options: object): Promise<void>;
  on(name: 'update-end', handler: () => void): void;
  fetchUpdates(): Promise<{ error?: { message: string; status?: string } }>;
  submit(): Promise<Submitted>;
  /** The group behind it: what a page hands back may be a proxy or a copy of what it was given. */
  readonly _group: () => ElementsGroup;
}

/** They are there at once; what they need to work is loaded meanwhile. */
export function newElements(context: CheckoutContext, given: unknown): Elements {
  const listeners = newListeners();
  const made = new Map<string, FramedElement>();
  const standIns = new Map<string, StandIn>();
  let options = elementsOptions(given, context.release);
  checkOptions(context.origin, 'elements()', options);

  const group: ElementsGroup = {
    context,
    id: crypto.randomUUID(),
    get options() {
      return options;
    },
    get engine() {
      return engine;
    },
    find,
    renderAll: () => {
      for (const element of made.values()) element.render();
    },
  };
  let engine = load();

  const host: ElementHost = {
    origin: context.origin,
    render: async (frame, element) => {
      // After a failed load, whatever is mounted next tries again.
      engine = engine.catch(load);
      return (await engine).render(frame, element);
    },
    changed: () => void engine.then(({ touched }) => touched()),
    savedChanged: ({ saved }) => void engine.then(({ savedChanged }) => savedChanged(saved)),
    sibling: find,
  };

  function load(): Promise<ElementsEngine> {
    const loading = later(context.origin).then(({ newElementsEngine }) => newElementsEngine(group));
    // Whoever needs it hears of a failure; nobody needing it is no unhandled rejection.
    loading.catch(() => {});
    return loading;
  }

  function find(type: string): FramedElement | null {
    const element = made.get(type);
    return element?.destroyed === false ? element : null;
  }

  function create(type: string, elementGiven: object & { readonly mode?: string } = {}) {
    const known = types.find((name) => name === type);
    if (known === undefined) {
      if (!hasStandIn(type)) {
        throw new IntegrationError(`A valid Element name must be provided. You passed: ${String(type)}.`);
      }
      const stand = standIn(context.origin, type, elementGiven);
      // A page may have one for billing and one for shipping.
      for (const mode of ['', elementGiven.mode ?? '']) standIns.set(type + mode, stand);
      return stand.page;
    }
    if (find(known) !== null) {
      throw new IntegrationError(`Can only create one Element of type ${type} through one Elements.`);
    }
    const { clientSecret, mode } = options;
    if (known === 'payment' && clientSecret === undefined && mode === undefined) {
      throw new IntegrationError(
        'In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.',
      );
    }
    const element = framedElement(host, known, elementGiven);
    made.set(type, element);
    return element.page;
  }

  function getElement(named: string | ElementComponent, { mode = '' }: { readonly mode?: string } = {}) {
    const type = typeof named === 'string' ? named : named.__elementType;
    const stand = standIns.get(type + mode);
    return find(type)?.page ?? (stand?.destroyed === false ? stand.page : null);
  }

  return {
    // By the type of the element, as the overloads tell.
    create: create as Elements['create'],
    getElement: getElement as Elements['getElement'],
    update: async (changed) => {
      options = elementsOptions({ ...options, ...changed }, context.release);
      checkOptions(context.origin, 'elements()', changed);
      await (await engine).changed();
      listeners.emit('update-end', undefined);
    },
    on: (name, handler) => listeners.on(name, handler),
    fetchUpdates: async () => (await engine).fetchUpdates(),
    submit: async () => (await engine).submit(),
    _group: () => group,
  };
}

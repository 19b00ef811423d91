import type { Context } from '../context.ts';
import { IntegrationError } from '../integration-error.ts';
import { newListeners } from '../listeners.ts';
import { checkOptions, loadOnDemand } from '../load-on-demand.ts';
import type { Elements, ElementsEngine, ElementsGroup } from './elements.ts';
import { type ElementsOptions, elementsOptions } from './elements-options.ts';
import type { ElementHost, ElementType, FramedElement } from './framed-element.ts';
import { newFramedElement } from './new-framed-element.ts';
import { newStandIn } from './new-stand-in.ts';
import { hasStandIn, type StandIn } from './stand-in.ts';

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

/** Returns at once; what the elements need to work loads meanwhile. */
export function newElements(context: Context, given: unknown): Elements {
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
  const load = () => loadEngine(group);
  let engine = load();

  const host: ElementHost = {
    origin: context.origin,
    render: async (frame, element) => {
      // After a failed load, the next element to be mounted tries again.
      engine = engine.catch(load);
      return (await engine).render(frame, element);
    },
    changed: () => void engine.then(({ touched }) => touched()),
    savedChanged: ({ saved }) => void engine.then(({ savedChanged }) => savedChanged(saved)),
    sibling: find,
  };

  function find(type: string): FramedElement | null {
    const element = made.get(type);
    return element?.destroyed === false ? element : null;
  }

  function create(type: string, elementGiven: object & { readonly mode?: string } = {}) {
    const known = types.find((name) => name === type);
    if (known === undefined) {
      requireStandIn(type);
      const stand = newStandIn(context.origin, type, elementGiven);
      // A page may have one for billing and one for shipping.
      for (const mode of ['', elementGiven.mode ?? '']) standIns.set(type + mode, stand);
      return stand.page;
    }
    if (find(known) !== null) {
      throw new IntegrationError(`Can only create one Element of type ${type} through one Elements.`);
    }
    if (known === 'payment') requireIntent(options);
    const element = newFramedElement(host, known, elementGiven);
    made.set(type, element);
    return element.page;
  }

  function getElement(named: string | ElementComponent, { mode = '' }: { readonly mode?: string } = {}) {
    const type = typeof named === 'string' ? named : named.__elementType;
    const stand = standIns.get(type + mode);
    return find(type)?.page ?? (stand?.destroyed === false ? stand.page : null);
  }

  return {
    // The overloads type it by the element's type.
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

function requireIntent({ clientSecret, mode }: ElementsOptions): void {
  if (clientSecret !== undefined || mode !== undefined) return;
  throw new IntegrationError(
    'In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.',
  );
}

function requireStandIn(type: string): void {
  if (hasStandIn(type)) return;
  throw new IntegrationError(`A valid Element name must be provided. You passed: ${String(type)}.`);
}

function loadEngine(group: ElementsGroup): Promise<ElementsEngine> {
  const loading = loadOnDemand(group.context.origin).then(({ newElementsEngine }) =>
    newElementsEngine(group),
  );
  // Whoever needs it hears of a failure; if nobody does, it must not be an unhandled rejection.
  loading.catch(() => {});
  return loading;
}

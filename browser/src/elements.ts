import type { StripeElementType, StripeError } from '@stripe/stripe-js';
import type { CheckoutContext } from './checkout.ts';
import { type ElementsOptions, elementsOptions } from './elements-options.ts';
import { type ElementHost, type ElementType, FramedElement } from './framed-element.ts';
import { IntegrationError, notSupported } from './integration-error.ts';
import type { ElementsEngine } from './later/elements-engine.ts';
import { later } from './later.ts';
import { Listeners } from './listeners.ts';

/** A component of `@stripe/react-stripe-js`, which stands for its element in `getElement(CardElement)`. */
interface ElementComponent {
  readonly __elementType: string;
}

const types: readonly ElementType[] = ['payment', 'card', 'cardNumber', 'cardExpiry', 'cardCvc'];

/** The elements of one page without Checkout. It is there at once; what it needs to work is loaded meanwhile. */
export class Elements {
  readonly context: CheckoutContext;
  /** How the frames of split elements find each other. */
  readonly id = crypto.randomUUID();
  readonly #listeners = new Listeners();
  readonly #made = new Map<string, FramedElement>();
  #engine: Promise<ElementsEngine>;
  #options: ElementsOptions;

  constructor(context: CheckoutContext, options: unknown) {
    this.context = context;
    this.#options = elementsOptions(options, context.release);
    this.#engine = this.#load();
  }

  get options(): ElementsOptions {
    return this.#options;
  }

  /** What loads an intent, renders and submits. */
  get engine(): Promise<ElementsEngine> {
    return this.#engine;
  }

  create(type: ElementType, options?: object): FramedElement;
  create(type: Exclude<StripeElementType, ElementType>, options?: object): never;
  create(type: string, options?: object): FramedElement {
    const known = types.find((name) => name === type);
    if (known === undefined) throw notSupported(`elements.create('${type}')`);
    if (this.getElement(known) !== null) {
      throw new IntegrationError(`Can only create one Element of type ${type} through one Elements.`);
    }
    const { clientSecret, mode } = this.#options;
    if (known === 'payment' && clientSecret === undefined && mode === undefined) {
      throw new IntegrationError(
        'In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.',
      );
    }
    const element = new FramedElement(this.#host(), known, options);
    this.#made.set(type, element);
    return element;
  }

  getElement(type: ElementType): FramedElement | null;
  getElement(type: Exclude<StripeElementType, ElementType>): null;
  getElement(given: string | ElementComponent): FramedElement | null {
    const element = this.#made.get(typeof given === 'string' ? given : given.__elementType);
    return element?.destroyed === false ? element : null;
  }

  async update(options: object): Promise<void> {
    this.#options = elementsOptions({ ...this.#options, ...options }, this.context.release);
    await (await this.#engine).changed();
    this.#listeners.emit('update-end', undefined);
  }

  on(name: 'update-end', handler: () => void): void {
    this.#listeners.on(name, handler);
  }

  async fetchUpdates(): Promise<{ error?: { message: string; status?: string } }> {
    return (await this.#engine).fetchUpdates();
  }

  async submit(): Promise<
    { error?: StripeError; selectedPaymentMethod?: undefined } | { selectedPaymentMethod: string }
  > {
    return (await this.#engine).submit();
  }

  renderAll(): void {
    for (const element of this.#made.values()) element.render();
  }

  #host(): ElementHost {
    return {
      origin: this.context.origin,
      render: async (frame, element) => {
        // After a failed load, whatever is mounted next tries again.
        this.#engine = this.#engine.catch(() => this.#load());
        return (await this.#engine).render(frame, element);
      },
      changed: () => void this.#engine.then((engine) => engine.touched()),
      removed: (id) => void this.#engine.then((engine) => engine.removed(id)),
      sibling: (type) => this.getElement(type),
    };
  }

  #load(): Promise<ElementsEngine> {
    const engine = later(this.context.origin).then(({ ElementsEngine }) => new ElementsEngine(this));
    // Whoever needs it hears of a failure; nobody needing it is no unhandled rejection.
    engine.catch(() => {});
    return engine;
  }
}

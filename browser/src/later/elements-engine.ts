import type { CardElementOptions, ElementSettings } from '@onfile/shared/element-rpc.ts';
import type { ElementsSession } from '@onfile/shared/elements-session.ts';
import type { StripeError } from '@stripe/stripe-js';
import { groupOf, paymentSettings } from '../element-options.ts';
import type { Elements } from '../elements.ts';
import type { ElementsOptions } from '../elements-options.ts';
import type { Frame, FramedElement } from '../framed-element.ts';
import { isFrom } from '../script-tag.ts';
import { callApi } from './intents-api.ts';

/** An intent that a card can no longer be given to; releases before clover show the form all the same. */
const finished = new Set(['succeeded', 'canceled', 'processing', 'requires_capture']);

/** What drives the elements of a page without Checkout: their session, their frames, their submission. */
export class ElementsEngine {
  readonly #elements: Elements;
  #asked = '';
  #session: Promise<ElementsSession> | null = null;
  #submitted = false;

  constructor(elements: Elements) {
    this.#elements = elements;
  }

  /** Whether the buyer's input was checked by `submit()` since it last changed. */
  get submitted(): boolean {
    return this.#submitted;
  }

  async render(frame: Frame, element: FramedElement): Promise<void> {
    if (element.type === 'payment') {
      const session = await this.#loaded();
      await frame.render(this.#paymentSettings(element), session);
      return;
    }
    const { fonts = [] } = this.#elements.options;
    const { classes: _c, ...options }: CardElementOptions & { classes?: unknown } = element.options;
    await frame.renderCard({
      credentials: this.#credentials(),
      locale: this.#locale(),
      fonts,
      type: element.type,
      group: this.#elements.id,
      // What is no plain value cannot cross to the frame.
      options: JSON.parse(JSON.stringify(options)),
    });
  }

  /** Options changed: what depends on them is loaded and shown anew. */
  async changed(): Promise<void> {
    if (JSON.stringify(questionOf(this.#elements.options)) !== this.#asked) this.#session = null;
    this.#elements.renderAll();
    if (this.#elements.getElement('payment') !== null) await this.#loaded().catch(() => {});
  }

  async fetchUpdates(): Promise<{ error?: { message: string; status?: string } }> {
    this.#session = null;
    try {
      await this.#loaded();
      this.#elements.renderAll();
      return {};
    } catch (error) {
      return { error: { message: error instanceof Error ? error.message : String(error) } };
    }
  }

  async submit(): Promise<
    { error: StripeError; selectedPaymentMethod?: undefined } | { selectedPaymentMethod: string }
  > {
    const fault = (await this.#elements.getElement('payment')?.validate()) ?? null;
    if (fault !== null) return { error: { type: 'validation_error', ...fault } };
    this.#submitted = true;
    return { selectedPaymentMethod: 'card' };
  }

  /** The buyer changed something: it has to be submitted again. */
  touched(): void {
    this.#submitted = false;
  }

  /** The buyer removed a saved card. */
  removed(id: string): void {
    const session = this.#session;
    if (session === null) return;
    this.#session = session.then((now) => ({
      ...now,
      saved_payment_methods: now.saved_payment_methods?.filter((saved) => saved.id !== id) ?? null,
    }));
    this.#elements.renderAll();
  }

  #loaded(): Promise<ElementsSession> {
    if (this.#session !== null) return this.#session;
    const question = questionOf(this.#elements.options);
    this.#asked = JSON.stringify(question);
    const session = this.#load(question);
    this.#session = session;
    // The next rendering asks again.
    session.catch(() => {
      if (this.#session === session) this.#session = null;
    });
    return session;
  }

  async #load(question: ReturnType<typeof questionOf>): Promise<ElementsSession> {
    const answer = await callApi(this.#elements.context, 'GET', '/v1/elements/sessions', question);
    if ('error' in answer) throw new LoadFailure(answer.error);
    if (!isSession(answer.object)) throw new Error('The server gave an unexpected answer.');
    const { mode, status } = answer.object;
    if (status !== null && finished.has(status) && isFrom(this.#elements.context.release, 'clover')) {
      const [intent, name] =
        mode === 'setup' ? ['SetupIntent', 'setup_intent'] : ['PaymentIntent', 'payment_intent'];
      throw new LoadFailure({
        type: 'invalid_request_error',
        code: `${name}_unexpected_state`,
        message: `The ${intent} is in a terminal state and cannot be used to initialize Elements: its status is ${status}.`,
      });
    }
    return answer.object;
  }

  #paymentSettings(element: FramedElement): ElementSettings {
    const { appearance = {}, fonts = [] } = this.#elements.options;
    const { defaultValues } = groupOf(element.options, 'options');
    const details = groupOf(groupOf(defaultValues, 'defaultValues').billingDetails, 'billingDetails');
    const address = groupOf(details.address, 'address');
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    return {
      credentials: this.#credentials(),
      locale: this.#locale(),
      appearance,
      fonts,
      savedPaymentMethod: { enableSave: 'auto', enableRedisplay: 'auto' },
      payment: paymentSettings(element.options),
      defaultBillingAddress: {
        name: text(details.name),
        address: { country: text(address.country), postal_code: text(address.postal_code) },
      },
    };
  }

  #credentials() {
    const { context, options } = this.#elements;
    return {
      publishableKey: context.publishableKey,
      clientSecret: options.clientSecret ?? null,
      customerSessionClientSecret: options.customerSessionClientSecret ?? null,
      release: context.release,
    };
  }

  #locale(): string {
    return this.#elements.options.locale ?? this.#elements.context.locale;
  }
}

/** Why an element cannot be shown. The page hears of it in Stripe's form. */
class LoadFailure extends Error {
  readonly stripeError: StripeError;
  constructor(stripeError: StripeError) {
    super(stripeError.message);
    this.stripeError = stripeError;
  }
}

/** What the session depends on. */
function questionOf(options: ElementsOptions) {
  const { clientSecret, customerSessionClientSecret, mode, amount, currency, setupFutureUsage } = options;
  return {
    client_secret: clientSecret,
    customer_session_client_secret: customerSessionClientSecret,
    deferred_intent:
      mode === undefined
        ? undefined
        : {
            mode,
            amount,
            currency,
            setup_future_usage: setupFutureUsage ?? undefined,
            payment_method_types: options.allowedPaymentMethodTypes ?? options.paymentMethodTypes,
          },
  };
}

function isSession(value: unknown): value is ElementsSession {
  return (
    typeof value === 'object' && value !== null && 'object' in value && value.object === 'elements_session'
  );
}

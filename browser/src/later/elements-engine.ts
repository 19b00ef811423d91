import type { CardElementOptions, ElementSettings } from '@onfile/shared/element-rpc.ts';
import type { ElementsSession } from '@onfile/shared/elements-session.ts';
import type { StripeError } from '@stripe/stripe-js';
import { groupOf, paymentSettings } from '../element-options.ts';
import type { ElementsGroup } from '../elements.ts';
import type { ElementsOptions } from '../elements-options.ts';
import type { Frame, FramedElement } from '../framed-element.ts';
import { isFrom } from '../script-tag.ts';
import { emailSettings, faultOfEmailField, isEmail } from './email.ts';
import { giveFonts } from './fonts.ts';
import { callApi } from './intents-api.ts';
import { warnOfFallback } from './locales.ts';

/** An intent that a card can no longer be given to; releases before clover show the form all the same. */
const finished = new Set(['succeeded', 'canceled', 'processing', 'requires_capture']);

/** What drives the elements of a page without Checkout: their session, their frames, their submission. */
export interface ElementsEngine {
  /** Whether the buyer's input was checked by `submit()` since it last changed. */
  readonly submitted: boolean;
  render(frame: Frame, element: FramedElement): Promise<void>;
  /** Options changed: what depends on them is loaded and shown anew. */
  changed(): Promise<void>;
  fetchUpdates(): Promise<{ error?: { message: string; status?: string } }>;
  submit(): Promise<
    { error: StripeError; selectedPaymentMethod?: undefined } | { selectedPaymentMethod: string }
  >;
  /** The buyer changed something: it has to be submitted again. */
  touched(): void;
  /** The buyer changed or removed a saved card. */
  savedChanged(saved: ElementsSession['saved_payment_methods']): void;
}

export function newElementsEngine(group: ElementsGroup): ElementsEngine {
  let asked = '';
  let session: Promise<ElementsSession> | null = null;
  let submitted = false;

  function loaded(): Promise<ElementsSession> {
    if (session !== null) return session;
    const question = questionOf(group.options);
    asked = JSON.stringify(question);
    const loading = load(question);
    session = loading;
    // The next rendering asks again.
    loading.catch(() => {
      if (session === loading) session = null;
    });
    return loading;
  }

  async function load(question: ReturnType<typeof questionOf>): Promise<ElementsSession> {
    const answer = await callApi(group.context, 'GET', '/v1/elements/sessions', question);
    if ('error' in answer) throw new LoadFailure(answer.error);
    if (!isSession(answer.object)) throw new Error('The server gave an unexpected answer.');
    const { mode, status } = answer.object;
    if (status !== null && finished.has(status) && isFrom(group.context.release, 'clover')) {
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

  function paymentSettingsOf(element: FramedElement): ElementSettings {
    const { appearance = {} } = group.options;
    const { defaultValues } = groupOf(element.options, 'options');
    const details = groupOf(groupOf(defaultValues, 'defaultValues').billingDetails, 'billingDetails');
    const address = groupOf(details.address, 'address');
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    return {
      credentials: credentials(),
      locale: locale(),
      appearance,
      savedPaymentMethod: { enableSave: 'auto', enableRedisplay: 'auto' },
      payment: paymentSettings(element.options),
      defaultBillingAddress: {
        name: text(details.name),
        address: { country: text(address.country), postal_code: text(address.postal_code) },
      },
    };
  }

  function credentials() {
    const { context, options } = group;
    return {
      publishableKey: context.publishableKey,
      clientSecret: options.clientSecret ?? null,
      customerSessionClientSecret: options.customerSessionClientSecret ?? null,
      release: context.release,
    };
  }

  function locale(): string {
    return group.options.locale ?? group.context.locale;
  }

  return {
    get submitted() {
      return submitted;
    },
    render: async (frame, element) => {
      warnOfFallback(locale());
      const { appearance = {}, fonts = [] } = group.options;
      giveFonts(frame, fonts);
      if (element.type === 'payment') {
        const session = await loaded();
        await frame.render(paymentSettingsOf(element), session);
        return;
      }
      if (isEmail(element.type)) {
        const color = await loaded().then(
          ({ business }) => business.color,
          // It is the same field without the account's colour; the session's own trouble is the Payment Element's to tell.
          () => null,
        );
        const type = element.type;
        await frame.renderEmail({
          ...emailSettings(element.options, { type, release: group.context.release, color }),
          locale: locale(),
          appearance,
        });
        return;
      }
      const { classes: _c, ...options }: CardElementOptions & { classes?: unknown } = element.options;
      await frame.renderCard({
        credentials: credentials(),
        locale: locale(),
        type: element.type,
        group: group.id,
        options,
      });
    },
    changed: async () => {
      if (JSON.stringify(questionOf(group.options)) !== asked) session = null;
      group.renderAll();
      if (group.find('payment') !== null) await loaded().catch(() => {});
    },
    fetchUpdates: async () => {
      session = null;
      try {
        await loaded();
        group.renderAll();
        return {};
      } catch (error) {
        return { error: { message: error instanceof Error ? error.message : String(error) } };
      }
    },
    submit: async () => {
      const fault = (await group.find('payment')?.validate()) ?? (await faultOfEmailField(group.find));
      if (fault !== null) return { error: { type: 'validation_error', ...fault } };
      submitted = true;
      return { selectedPaymentMethod: 'card' };
    },
    touched: () => {
      submitted = false;
    },
    savedChanged: (saved) => {
      if (session === null) return;
      session = session.then((now) => ({ ...now, saved_payment_methods: saved }));
      group.renderAll();
    },
  };
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

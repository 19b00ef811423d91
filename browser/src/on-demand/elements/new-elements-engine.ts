import type { ElementsSession } from '@onfile/shared/elements-session.ts';
import type { StripeError } from '@stripe/stripe-js';
import type { Context } from '../../context.ts';
import type { ElementsEngine, ElementsGroup } from '../../elements/elements.ts';
import type { ElementsOptions } from '../../elements/elements-options.ts';
import { isFrom } from '../../script-tag.ts';
import { giveFonts } from '../fonts/fonts.ts';
import { callApi } from '../intents/intents-api.ts';
import { warnOfFallback } from '../locales.ts';
import { faultOfEmailField } from './email.ts';
import { localeOf, renderElement } from './render-element.ts';

/** States of an intent that can no longer be given a card; releases before clover show the form all the same. */
const finished = new Set(['succeeded', 'canceled', 'processing', 'requires_capture']);

export function newElementsEngine(group: ElementsGroup): ElementsEngine {
  let asked = '';
  let session: Promise<ElementsSession> | null = null;
  let submitted = false;

  function loaded(): Promise<ElementsSession> {
    if (session !== null) return session;
    const question = questionOf(group.options);
    asked = JSON.stringify(question);
    const loading = load(group.context, question);
    session = loading;
    // The next rendering asks again.
    loading.catch(() => {
      if (session === loading) session = null;
    });
    return loading;
  }

  return {
    get submitted() {
      return submitted;
    },
    render: (frame, element) => {
      warnOfFallback(localeOf(group));
      giveFonts(frame, group.options.fonts ?? []);
      return renderElement(group, frame, element, loaded);
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

type Question = ReturnType<typeof questionOf>;

/** Throws LoadFailure. */
async function load(context: Context, question: Question): Promise<ElementsSession> {
  const answer = await callApi(context, 'GET', '/v1/elements/sessions', question);
  if ('error' in answer) throw new LoadFailure(answer.error);
  if (!isSession(answer.object)) throw new Error('The server gave an unexpected answer.');
  const { mode, status } = answer.object;
  if (status !== null && finished.has(status) && isFrom(context.release, 'clover')) {
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

/** Why an element cannot be shown; the page hears of it in Stripe's form. */
class LoadFailure extends Error {
  readonly stripeError: StripeError;
  constructor(stripeError: StripeError) {
    super(stripeError.message);
    this.stripeError = stripeError;
  }
}

/** The parameters that the session depends on. */
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

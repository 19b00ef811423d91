import type { CardAnswer } from '@onfile/shared/element-rpc.ts';
import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import type { StripeError } from '@stripe/stripe-js';
import { choice, groupOf } from '../../elements/element-options.ts';
import type { ElementsGroup } from '../../elements/elements.ts';
import { isFrameGone } from '../../elements/frame-gone.ts';
import { IntegrationError } from '../../integration-error.ts';
import { faultOfEmailField, withEmail } from '../elements/email.ts';
import { elementsOf, formOf } from '../elements/given.ts';
import { confirmation, requireUncollected } from '../elements/uncollected.ts';
import { waitFor } from '../wait-for.ts';
import { act, leaveFor, type Outcome, outcomeOf, readIntent, returnUrl } from './intent-actions.ts';
import { type Access, addressOf, callApi, errorOf, type Intent, type IntentAddress } from './intents-api.ts';

/**
 * `confirmPayment` and `confirmSetup`: through the element's frame, which alone knows the card, or with a card by its id.
 * Errors that the buyer can fix are returned; mistakes of the page throw IntegrationError.
 */
export async function confirmIntent(
  access: Access,
  mode: 'payment' | 'setup',
  given: unknown,
): Promise<Outcome> {
  const name = mode === 'payment' ? 'confirmPayment' : 'confirmSetup';
  const options = groupOf(given, `stripe.${name}()`);
  const redirect = choice(options.redirect, ['always', 'if_required'], 'redirect') ?? 'always';
  const elements = elementsOf(options.elements);
  const secret = options.clientSecret ?? elements?.options.clientSecret;
  if (secret === undefined || secret === null) {
    throw new IntegrationError(`You must pass in a clientSecret when calling stripe.${name}().`);
  }
  const address = addressOf(secret, mode);
  const params = formOf(options.confirmParams, 'confirmParams');
  const back = backOf(params.return_url, redirect, name);
  const byId = params.payment_method !== undefined || params.confirmation_token !== undefined;
  if (elements === null && !byId) {
    throw new IntegrationError(`stripe.${name}() needs elements, or a payment_method in confirmParams.`);
  }
  const first =
    elements === null || byId
      ? outcomeOf(
          await callApi(access, 'POST', `${address.path}/confirm`, {
            client_secret: address.clientSecret,
            ...params,
            ...confirmationOf(address),
          }),
        )
      : await sendElement(access, elements, address, params, name);
  const outcome = await act(access, address, first);
  // Errors that the element produced, it shows by itself.
  if (!byId && 'intent' in first && 'error' in outcome) showRefusal(elements, outcome.error);
  if (!('intent' in outcome) || back === null || redirect === 'if_required') return outcome;
  return leaveFor(returnUrl(back, address, outcome.intent.status));
}

function showRefusal(elements: ElementsGroup | null, { message = '' }: StripeError): void {
  const element = elements?.find('payment');
  if (element?.mounted) element.refuse(message).catch(() => {});
}

/** The buyer's agreement to charges while they are away is given here, from this browser. */
export function confirmationOf({ mode }: IntentAddress): FormGroup {
  const acceptance = { type: 'online', online: { infer_from_client: true } };
  return {
    use_stripe_sdk: true,
    ...(mode === 'setup' ? { mandate_data: { customer_acceptance: acceptance } } : {}),
  };
}

function backOf(given: unknown, redirect: 'always' | 'if_required', name: string): string | null {
  if (given === undefined || given === null) {
    if (redirect === 'if_required') return null;
    throw new IntegrationError(
      `stripe.${name}(): the \`confirmParams.return_url\` argument is required unless \`redirect\` is 'if_required'.`,
    );
  }
  if (typeof given !== 'string' || !URL.canParse(given)) {
    throw new IntegrationError(`stripe.${name}(): \`confirmParams.return_url\` must be an absolute URL.`);
  }
  return given;
}

async function sendElement(
  access: Access,
  elements: ElementsGroup,
  address: IntentAddress,
  params: FormGroup,
  name: string,
): Promise<Outcome> {
  const element = mountedPayment(elements, name);
  requireUncollected(element.options, params.payment_method_data, confirmation);
  await requireSubmitted(elements, `stripe.${name}()`);
  if (elements.options.mode !== undefined) {
    const intent = await readIntent(access, address);
    if (!('intent' in intent)) return intent;
    requireSame(elements, intent.intent);
  }
  const fault = await faultOfEmailField(elements.find);
  if (fault !== null) return { error: { type: 'validation_error', ...fault } };
  const sending = element.send({
    purpose: `${address.mode}_intent`,
    clientSecret: address.clientSecret,
    params: {
      ...params,
      payment_method_data: withEmail(params.payment_method_data, elements),
      ...confirmationOf(address),
    },
  });
  return outcomeOfSending(access, address, sending);
}

/** The frame's answer; if the frame disappeared first, the intent says what happened. */
export async function outcomeOfSending(
  access: Access,
  address: IntentAddress,
  sending: Promise<CardAnswer>,
): Promise<Outcome> {
  try {
    const answer = await sending;
    return answer.type === 'done' ? outcomeOf(answer) : { error: errorOf(answer.error) };
  } catch (error) {
    if (!isFrameGone(error)) throw error;
    const settled = (outcome: Outcome) =>
      'intent' in outcome && !/^requires_(payment_method|confirmation)$/.test(outcome.intent.status);
    const outcome = await waitFor(() => readIntent(access, address), settled);
    return settled(outcome) ? outcome : { error: { type: 'api_connection_error', message: error.message } };
  }
}

export function mountedPayment(elements: ElementsGroup, name: string) {
  const element = elements.find('payment');
  if (element?.mounted !== true) {
    throw new IntegrationError(
      `Invalid value for stripe.${name}(): elements should have a mounted Payment Element or Express Checkout Element.`,
    );
  }
  return element;
}

/** If the intent is created later, the buyer's input is checked before the server creates it. */
export async function requireSubmitted(elements: ElementsGroup, where: string): Promise<void> {
  if (elements.options.mode === undefined || (await elements.engine).submitted) return;
  throw new IntegrationError(
    `elements.submit() must be called before ${where}. Call elements.submit() as soon as your customer presses pay, prior to any asynchronous work.`,
  );
}

/** The buyer agreed to what the element was told, so the intent must say the same. */
function requireSame({ options }: ElementsGroup, intent: Intent): void {
  const { mode, amount, currency, setupFutureUsage, captureMethod } = options;
  if (intent.object !== 'payment_intent') {
    if (mode !== 'setup') throw mismatch('mode', mode, 'setup');
    return;
  }
  if (mode !== 'payment') throw mismatch('mode', mode, 'payment');
  if (amount !== intent.amount) throw mismatch('amount', amount, intent.amount);
  if (currency?.toLowerCase() !== intent.currency) throw mismatch('currency', currency, intent.currency);
  const usage = setupFutureUsage ?? null;
  if (usage !== null && usage !== intent.setup_future_usage) {
    throw mismatch('setup_future_usage', usage, intent.setup_future_usage);
  }
  const manual = intent.capture_method === 'manual';
  if (captureMethod !== undefined && (captureMethod === 'manual') !== manual) {
    throw mismatch('capture_method', captureMethod, intent.capture_method);
  }
}

function mismatch(what: string, expected: unknown, found: unknown): IntegrationError {
  return new IntegrationError(
    `Your payment intent's ${what} (${String(found)}) does not match the one passed to elements() (${String(expected)}).`,
  );
}

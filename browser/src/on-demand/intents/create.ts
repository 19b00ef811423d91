import type { CardAnswer } from '@onfile/shared/element-rpc.ts';
import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import type { ConfirmationTokenResult, PaymentMethodResult, TokenResult } from '@stripe/stripe-js';
import { groupOf } from '../../elements/element-options.ts';
import type { ElementsGroup } from '../../elements/elements.ts';
import { isFrameGone } from '../../elements/frame-gone.ts';
import { IntegrationError, notSupported } from '../../integration-error.ts';
import { sendCard } from '../elements/cards.ts';
import { faultOfEmailField, withEmail } from '../elements/email.ts';
import { elementOf, elementsOf, formOf } from '../elements/given.ts';
import { requireUncollected } from '../elements/uncollected.ts';
import { mountedPayment, requireSubmitted } from './confirm-intent.ts';
import {
  type Access,
  type Answer,
  callApi,
  errorOf,
  isConfirmationToken,
  isPaymentMethod,
  isToken,
  unexpected,
} from './intents-api.ts';

/** `createPaymentMethod({elements})`, `({element})` or `({type: 'card', card})`. */
export async function createPaymentMethod(access: Access, given: unknown): Promise<PaymentMethodResult> {
  const options = groupOf(given, 'stripe.createPaymentMethod()');
  const { element, card } = options;
  const elements = elementsOf(options.elements);
  if (elements !== null) {
    const params = formOf(options.params, 'params');
    return methodOf(await sendPayment(elements, 'payment_method', params, 'createPaymentMethod'));
  }
  const source = elementOf(element) ?? elementOf(card);
  const { card: _c, element: _e, params: _p, ...others } = formOf(given, 'options');
  const params = { ...others, ...formOf(options.params, 'params') };
  if (source === null) {
    if (options.type !== 'card') throw notSupported(`createPaymentMethod with type ${String(options.type)}`);
    return methodOf(
      await callApi(access, 'POST', '/v1/payment_methods', { ...params, card: formOf(card, 'card') }),
    );
  }
  if (options.type !== undefined && options.type !== 'card') {
    throw notSupported(`createPaymentMethod with type ${String(options.type)}`);
  }
  const purpose = 'payment_method' as const;
  const request = { purpose, clientSecret: null, params };
  return methodOf(
    await answered(source.type === 'payment' ? source.send(request) : sendCard(source, request)),
  );
}

/** `createConfirmationToken({elements, params})` */
export async function createConfirmationToken(given: unknown): Promise<ConfirmationTokenResult> {
  const { elements: kept, params } = groupOf(given, 'stripe.createConfirmationToken()');
  const elements = elementsOf(kept);
  if (elements === null) {
    throw new IntegrationError('stripe.createConfirmationToken() needs elements with a Payment Element.');
  }
  const { mode, setupFutureUsage } = elements.options;
  const usage = setupFutureUsage ?? undefined;
  const later = mode === 'setup' || usage === 'off_session';
  const answer = await sendPayment(
    elements,
    'confirmation_token',
    {
      ...(usage === undefined ? {} : { setup_future_usage: usage }),
      ...(later
        ? { mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } } }
        : {}),
      ...formOf(params, 'params'),
    },
    'createConfirmationToken',
  );
  if ('error' in answer) return answer;
  return isConfirmationToken(answer.object) ? { confirmationToken: answer.object } : { error: unexpected };
}

/** `createToken(cardElement, data)` */
export async function createToken(given: unknown, data: unknown): Promise<TokenResult> {
  const element = elementOf(given);
  if (element === null || element.type === 'payment') {
    throw notSupported('createToken of anything but a card element');
  }
  const answer = await answered(
    sendCard(element, {
      purpose: 'token',
      clientSecret: null,
      params: { card: formOf(data, 'data') },
    }),
  );
  if ('error' in answer) return answer;
  return isToken(answer.object) ? { token: answer.object } : { error: unexpected };
}

async function sendPayment(
  elements: ElementsGroup,
  purpose: 'payment_method' | 'confirmation_token',
  params: FormGroup,
  name: string,
): Promise<Answer> {
  const element = mountedPayment(elements, name);
  const ofMethod = purpose === 'payment_method';
  requireUncollected(element.options, ofMethod ? params : params.payment_method_data, {
    parameter: ofMethod ? 'params' : 'params.payment_method_data',
    calls: `stripe.${name}`,
  });
  await requireSubmitted(elements, `stripe.${name}()`);
  const fault = await faultOfEmailField(elements.find);
  if (fault !== null) return { error: { type: 'validation_error', ...fault } };
  const clientSecret = elements.options.clientSecret ?? null;
  const withAll = ofMethod
    ? withEmail(params, elements)
    : { ...params, payment_method_data: withEmail(params.payment_method_data, elements) };
  return answered(element.send({ purpose, clientSecret, params: withAll }));
}

/** If the frame disappears before it answers, nothing usable was created. */
async function answered(sending: Promise<CardAnswer>): Promise<Answer> {
  try {
    const answer = await sending;
    return answer.type === 'done' ? answer : { error: errorOf(answer.error) };
  } catch (error) {
    if (!isFrameGone(error)) throw error;
    return { error: { type: 'api_connection_error', message: error.message } };
  }
}

function methodOf(answer: Answer): PaymentMethodResult {
  if ('error' in answer) return answer;
  return isPaymentMethod(answer.object) ? { paymentMethod: answer.object } : { error: unexpected };
}

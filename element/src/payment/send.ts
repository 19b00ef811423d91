import type { CardAnswer, CardRequest } from '@onfile/shared/element-rpc.ts';
import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import { redisplayAfter } from '@onfile/shared/save-payment-method.ts';
import { post } from '../api.ts';
import { merged, pathOf, withCard } from '../card-data.ts';
import { readExpiry } from '../fields/format.ts';
import { fieldsOf, type Model, showsBox } from './model.ts';
import { savePaymentMethodOf } from './save-payment-method.ts';

/** Sends what the buyer chose in the Payment Element: a new card, or a saved one by its id. */
export async function send(model: Model, request: CardRequest, termsInView: boolean): Promise<CardAnswer> {
  const { chosen, settings, texts } = model;
  const { publishableKey, customerSessionClientSecret } = settings.credentials;
  if (chosen !== null && (request.purpose === 'payment_method' || request.purpose === 'token')) {
    return { type: 'refused', error: { type: 'invalid_request_error', message: savedChosen } };
  }
  const params = merged(wishesOf(model, request, termsInView), request.params);
  // What the page says about a new card does not apply to a saved one.
  const { payment_method_data: _d, ...ofSaved } = params;
  const answer = await post(
    pathOf(request),
    {
      key: publishableKey,
      client_secret: request.clientSecret ?? undefined,
      // A confirmation is authorized by its intent's secret alone.
      customer_session_client_secret: confirms(request)
        ? undefined
        : (customerSessionClientSecret ?? undefined),
      ...(chosen === null
        ? withCard(request.purpose, cardOf(model), params)
        : { ...ofSaved, payment_method: chosen }),
    },
    texts.connectionLost,
  );
  return answer.ok ? { type: 'done', object: answer.body } : { type: 'refused', error: answer.error };
}

const savedChosen =
  'A saved payment method is selected: a new PaymentMethod can only be created from the card form. Use createConfirmationToken instead.';

function confirms({ purpose }: CardRequest): boolean {
  return purpose === 'payment_intent' || purpose === 'setup_intent';
}

function cardOf(model: Model) {
  const { values, preferredNetwork } = model;
  const fields = fieldsOf(model);
  const expiry = readExpiry(values.expiry);
  return {
    number: values.number.replaceAll(' ', ''),
    month: expiry?.month ?? 0,
    year: expiry?.year ?? 0,
    cvc: values.cvc,
    preferredNetwork,
    name: fields.includes('name') ? values.name : undefined,
    country: fields.includes('country') ? values.country : undefined,
    postalCode: fields.includes('postalCode') ? values.postalCode : undefined,
  };
}

/** The buyer's wish to save, by the box or by giving a card to be saved, as Stripe's API parameters. */
function wishesOf(model: Model, { purpose }: CardRequest, termsInView: boolean): FormGroup {
  const { chosen, page, savePaymentMethod } = model;
  if (chosen !== null || purpose === 'token') return {};
  const box = showsBox(model);
  const ofCard = box ? { allow_redisplay: redisplayAfter(savePaymentMethod) } : {};
  if (purpose === 'payment_method') return ofCard;
  const usage = box && savePaymentMethod && page.mode === 'payment' ? page.payment_method_save_usage : null;
  const { consent } = savePaymentMethodOf(model, termsInView);
  return {
    payment_method_data: ofCard,
    ...(usage === null ? {} : { setup_future_usage: usage }),
    ...(consent === undefined ? {} : { consent }),
  };
}

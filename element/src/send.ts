import { consentTextsVersion } from '@onfile/shared/consent-texts.ts';
import type { CardAnswer, CardRequest } from '@onfile/shared/element-rpc.ts';
import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import { post } from './api.ts';
import { merged, pathOf, withCard } from './card-data.ts';
import { readExpiry } from './format.ts';
import { fieldsOf, type Model, shownTerms, shownWords, showsBox } from './model.ts';

/** Sends what the buyer chose in the Payment Element: a new card, or a saved one by its id. */
export async function send(model: Model, request: CardRequest, termsInView: boolean): Promise<CardAnswer> {
  const { chosen, settings, texts } = model;
  const { publishableKey, customerSessionClientSecret } = settings.credentials;
  if (chosen !== null && (request.purpose === 'payment_method' || request.purpose === 'token')) {
    return { type: 'refused', error: { type: 'invalid_request_error', message: savedChosen } };
  }
  const params = merged(wishesOf(model, request, termsInView), request.params);
  // What the page says of a new card is not said of a saved one.
  const { payment_method_data: _d, ...ofSaved } = params;
  const answer = await post(
    pathOf(request),
    {
      key: publishableKey,
      client_secret: request.clientSecret ?? undefined,
      // A confirmation is proven by its intent's secret alone.
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

/** What the buyer said about saving, by the box or by giving a card to be saved. */
function wishesOf(model: Model, { purpose }: CardRequest, termsInView: boolean): FormGroup {
  const { chosen, page, save } = model;
  if (chosen !== null || purpose === 'token') return {};
  const box = showsBox(model);
  const allowRedisplay = box ? { allow_redisplay: save ? 'always' : 'limited' } : {};
  if (purpose === 'payment_method') return allowRedisplay;
  const usage = box && save && page.mode === 'payment' ? page.payment_method_save_usage : null;
  return {
    payment_method_data: allowRedisplay,
    ...(usage === null ? {} : { setup_future_usage: usage }),
    ...(box || page.mode === 'setup'
      ? {
          consent: {
            source: 'element',
            language: model.language,
            texts_version: consentTextsVersion,
            terms_shown: shownTerms(model) !== null,
            words: shownWords(model, page.mode !== 'setup') || undefined,
            in_view: termsInView && (!box || model.saveSeen),
          },
        }
      : {}),
  };
}

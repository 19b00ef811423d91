import type { CardAnswer, CardRequest } from '@onfile/shared/element-rpc.ts';
import { post } from '../api.ts';
import { pathOf, withCard } from '../card-data.ts';
import { readExpiry } from '../fields/format.ts';
import type { CardModel } from './card-model.ts';

/** Sends the card of a combined or split element; `parts` may come from other frames. */
export async function sendCard(
  { settings, values, texts }: CardModel,
  request: CardRequest,
  parts: { readonly expiry: string; readonly cvc: string },
): Promise<CardAnswer> {
  const expiry = readExpiry(parts.expiry);
  const card = {
    number: values.number.replaceAll(' ', ''),
    month: expiry?.month ?? 0,
    year: expiry?.year ?? 0,
    cvc: parts.cvc === '' ? undefined : parts.cvc,
    preferredNetwork: null,
    country: undefined,
    postalCode: values.postalCode === '' ? undefined : values.postalCode,
  };
  const answer = await post(
    pathOf(request),
    {
      key: settings.credentials.publishableKey,
      client_secret: request.clientSecret ?? undefined,
      ...withCard(request.purpose, card, request.params),
    },
    texts.connectionLost,
  );
  return answer.ok ? { type: 'done', object: answer.body } : { type: 'refused', error: answer.error };
}

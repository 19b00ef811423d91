import { type ApiError, errors } from '@onfile/shared/errors.ts';
import { publicPaymentIntentView } from '../api/payment-intents/view.ts';
import type { Call } from '../api/route.ts';
import type { Failure } from './finish-attempt.ts';

/** The 402 of a failed attempt: browsers get the reduced intent, servers the whole one; both the card. */
export function declinedAnswer({ caller }: Pick<Call<unknown>, 'caller'>, failure: Failure): ApiError {
  const { payment_method: card, message, type: _card, ...codes } = failure.error;
  const intent = caller === 'secret' ? failure.intent : publicPaymentIntentView(failure.intent);
  return errors.card(message, {
    ...codes,
    payment_intent: intent,
    ...(card === null ? {} : { payment_method: card }),
  });
}

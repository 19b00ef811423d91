import { type ApiError, errors } from '@onfile/shared/errors.ts';
import type { Failure } from './commit-outcome.ts';

/** The 402 for a failed attempt, with the intent and the card. */
export function declinedAnswer(failure: Failure): ApiError {
  const { payment_method: card, message, type: _card, ...codes } = failure.error;
  return errors.card(message, {
    ...codes,
    payment_intent: failure.intent,
    ...(card === null ? {} : { payment_method: card }),
  });
}

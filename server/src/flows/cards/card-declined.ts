import { declineOf } from '@onfile/shared/decline-codes.ts';
import { type ApiError, type ErrorAttributes, errors } from '@onfile/shared/errors.ts';
import type { Decline } from '../../network/network.ts';

/** A network's decline as the API reports it: error code, decline code, and the buyer's message. */
export interface CardDecline {
  readonly code: string;
  readonly message: string;
  readonly attributes: ErrorAttributes;
}

export function cardDecline(decline: Decline): CardDecline {
  const { code, message, param } = declineOf(decline.declineCode);
  return {
    code,
    message,
    attributes: {
      code,
      decline_code: decline.declineCode,
      ...(param === null ? {} : { param }),
      ...(decline.adviceCode === null ? {} : { advice_code: decline.adviceCode }),
      ...(decline.networkAdviceCode === null ? {} : { network_advice_code: decline.networkAdviceCode }),
      ...(decline.networkDeclineCode === null ? {} : { network_decline_code: decline.networkDeclineCode }),
    },
  };
}

/** The 402 for a decline, with the objects it concerns. */
export function cardDeclined(decline: Decline, concerned: ErrorAttributes = {}): ApiError {
  const { message, attributes } = cardDecline(decline);
  return errors.card(message, { ...attributes, ...concerned });
}

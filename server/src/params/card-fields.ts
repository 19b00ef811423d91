import { CardNumber, SecurityCode } from '../vault/card-number.ts';
import { fields } from './fields.ts';

/**
 * Card data at the door: behind it nobody sees the text. What cannot be right becomes Stripe's code for its fault,
 * which is told where the card is read, after what is wrong with the rest of the request.
 */
export const cardFields = {
  number: () => fields.text(50).transform((text) => CardNumber.parse(text)),
  securityCode: () => fields.text(10).transform((text) => SecurityCode.parse(text)),
} as const;

import { CardNumber, SecurityCode } from '../vault/card-number.ts';
import { fields } from './fields.ts';

/**
 * The entrance for card data: past it, no code sees the text. What cannot be valid becomes Stripe's code for its fault,
 * which is reported where the card is used, after what is wrong with the rest of the request.
 */
export const cardFields = {
  number: () => fields.text(50).transform((text) => CardNumber.parse(text)),
  securityCode: () => fields.text(10).transform((text) => SecurityCode.parse(text)),
} as const;

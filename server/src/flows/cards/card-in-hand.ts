import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import type { CardNumber, SecurityCode } from '../../vault/card-number.ts';

/** A card in clear for the duration of its request, so that what was just sealed need not be opened again. */
export interface CardInHand {
  readonly number: CardNumber;
  /** Null if none was given, or if the card has already been authorized with it. */
  readonly securityCode: SecurityCode | null;
}

/** A request's card, whose row its transaction holds. */
export interface TakenCard {
  readonly row: PaymentMethodRow;
  /** Null if an earlier request supplied it: then it is opened when the network is asked. */
  readonly inHand: CardInHand | null;
}

/** When the network is asked about a card: in this request, or by a later one, for which its code is kept. */
export type Asked = 'now' | 'later';

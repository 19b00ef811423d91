import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import type { CardNumber, SecurityCode } from '../../vault/card-number.ts';

/** A card in clear, as long as its request runs: what was brought is not sealed to be opened again. */
export interface CardInHand {
  readonly number: CardNumber;
  /** Null where none was given, or the card has been authorized with it before. */
  readonly securityCode: SecurityCode | null;
}

/** The card of a request, whose row its transaction holds. */
export interface TakenCard {
  readonly row: PaymentMethodRow;
  /** Null where an earlier request brought it: it is opened when the network is asked. */
  readonly inHand: CardInHand | null;
}

/** When the network is asked for a card that is taken: in this request, or by a later one, for which its code is kept. */
export type Asked = 'now' | 'later';

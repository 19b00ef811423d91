import type { DeclineCode } from '@onfile/shared/decline-codes.ts';
import type { CardNumber, SecurityCode } from '../vault/card-number.ts';

/**
 * The port to card networks. Every call that may move money carries a request id that the caller has stored before. A network
 * answers the same id with the same outcome and acts on it once, so that a call whose answer was lost can be repeated or looked
 * up. A method rejects with `NetworkUnavailable` if it has no answer: the outcome is then unknown until `lookup` returns it.
 */
export interface Network {
  /** Asks the issuer for a payment's money. With `captureMethod: 'automatic'` an approval also captures it. */
  authorize(request: AuthorizationRequest): Promise<AuthorizationAnswer>;
  /** Asks the issuer whether a card is good, for no amount, before it is attached or set up. */
  verify(request: VerificationRequest): Promise<AuthorizationAnswer>;
  /** Asks whether the cardholder must authenticate (3-D Secure) before this authorization. Moves no money. */
  authenticate(request: AuthenticationRequest): Promise<AuthenticationAnswer>;
  /** How a challenge ended; asked when the browser says that it has. */
  authentication(authenticationId: string): Promise<AuthenticationResult>;
  /** Takes all or part of an authorized amount; the rest is released. */
  capture(request: CaptureRequest): Promise<MoneyAnswer>;
  /** Gives back an authorization before it is captured. */
  reverse(request: ReversalRequest): Promise<MoneyAnswer>;
  /** Pays captured money back to the card. */
  refund(request: RefundRequest): Promise<MoneyAnswer>;
  /**
   * What has happened since without being asked: refunds that changed their outcome, disputes, warnings. Oldest first; each is
   * returned again until it is acknowledged. `after` continues behind a piece of news.
   */
  news(limit: number, after?: Pick<NetworkNews, 'happened' | 'id'>): Promise<readonly NetworkNews[]>;
  /** The caller has committed what follows from a piece of news. Unknown ids are ignored. */
  acknowledge(newsId: string): Promise<void>;
  /** The recorded outcome of a request id; null if the network never acted on it. */
  lookup(requestId: string): Promise<AuthorizationAnswer | MoneyAnswer | null>;
  /** Public facts about a card number: brand, funding, country. Does not ask the issuer. */
  identify(number: CardNumber): CardFacts;
  /** The card behind a published test name such as `pm_card_visa` or `tok_visa`; null if the network has none. */
  namedCard(name: string): NamedCard | null;
}

export class NetworkUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NetworkUnavailable';
  }
}

export interface CardFacts {
  /** Stripe's brand names: visa, mastercard, amex, discover, diners, jcb, unionpay, cartes_bancaires, eftpos_au, unknown. */
  readonly brand: string;
  /** All networks that can carry the card; co-badged cards have more than one. */
  readonly networks: readonly string[];
  readonly funding: 'credit' | 'debit' | 'prepaid' | 'unknown';
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

export interface NamedCard {
  readonly number: CardNumber;
  readonly securityCode: SecurityCode;
}

export interface CardData {
  readonly number: CardNumber;
  readonly expMonth: number;
  readonly expYear: number;
  readonly securityCode: SecurityCode | null;
  readonly postalCode: string | null;
  readonly line1: string | null;
}

/** Why a card is, or may be, charged again (Visa and Mastercard stored-credential rules). */
export interface StoredCredential {
  /** `first_storage` when this authorization stores the card, `stored` when it uses a stored one. */
  readonly use: 'first_storage' | 'stored';
  readonly reason: 'recurring' | 'unscheduled' | 'installment' | 'customer_present';
  /** Of the authorization that stored the card; null on the first one. */
  readonly originalNetworkTransactionId: string | null;
}

interface CardRequest {
  readonly requestId: string;
  /** The account for which the network acts. */
  readonly account: string;
  readonly currency: string;
  /** Unix seconds, by which the issuer judges the card's expiry. Source: ISO 8583, date and time of the transaction. */
  readonly transactionTime: number;
  readonly card: CardData;
  /** Whether the cardholder takes part (CIT) or the merchant charges while they are away (MIT). */
  readonly initiator: 'customer' | 'merchant';
  readonly storedCredential: StoredCredential | null;
}

export interface AuthorizationRequest extends CardRequest {
  /** Minor units of `currency`, at least 1. */
  readonly amount: number;
  readonly captureMethod: 'automatic' | 'manual';
  /** A finished 3-D Secure authentication to rely on. */
  readonly authenticationId: string | null;
  readonly statementDescriptor: string;
}

export type VerificationRequest = CardRequest & { readonly authenticationId: string | null };

export interface AuthenticationRequest extends CardRequest {
  readonly amount: number;
  /** Whether the card is to be charged later while the customer is away; issuers then ask for more. */
  readonly setUpForOffSession: boolean;
  /** The merchant's preference: leave it to the rules, always ask, or ask for a challenge. */
  readonly preference: 'automatic' | 'any' | 'challenge';
}

export type CheckResult = 'pass' | 'fail' | 'unavailable' | 'unchecked';

/** Null if there was nothing to check. */
export interface Checks {
  readonly cvc: CheckResult | null;
  readonly postalCode: CheckResult | null;
  readonly line1: CheckResult | null;
}

export interface Risk {
  readonly level: 'normal' | 'elevated' | 'highest';
  /** 0 to 100. */
  readonly score: number;
}

export type AuthorizationAnswer = Approval | Decline;

export interface Approval {
  readonly outcome: 'approved';
  /** 15 digits; later charges of the stored card refer to it. */
  readonly networkTransactionId: string;
  /** Six letters or digits. */
  readonly authorizationCode: string;
  readonly checks: Checks;
  readonly risk: Risk;
}

export interface Decline {
  readonly outcome: 'declined';
  readonly declineCode: DeclineCode;
  readonly networkDeclineCode: string | null;
  readonly adviceCode: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later' | null;
  readonly networkAdviceCode: string | null;
  /** Who declined: the issuer, the network's own risk rules, or nobody because the card cannot be sent. */
  readonly by: 'issuer' | 'risk' | 'invalid';
  readonly networkTransactionId: string | null;
  readonly checks: Checks;
  readonly risk: Risk;
}

export type AuthenticationAnswer =
  /** No authentication needed or possible: continue without. */
  | { readonly outcome: 'not_required' | 'not_supported' }
  | { readonly outcome: 'finished'; readonly result: AuthenticationResult }
  /** The cardholder must complete the issuer's page first; `authentication` then returns the result. */
  | { readonly outcome: 'challenge'; readonly authenticationId: string };

export interface AuthenticationResult {
  readonly authenticationId: string;
  readonly status: 'pending' | 'authenticated' | 'attempt_acknowledged' | 'failed' | 'processing_error';
  readonly flow: 'challenge' | 'frictionless';
  /** Electronic commerce indicator: `05` authenticated, `06` attempted, `07` not, for Visa; `02`, `01`, `00` for Mastercard. */
  readonly electronicCommerceIndicator: string | null;
  readonly transactionId: string;
  readonly version: '2.2.0';
}

export interface CaptureRequest {
  readonly requestId: string;
  readonly account: string;
  readonly authorizationRequestId: string;
  /** Minor units, at most the authorized amount. */
  readonly amount: number;
}
export interface ReversalRequest {
  readonly requestId: string;
  readonly account: string;
  readonly authorizationRequestId: string;
}
export interface RefundRequest {
  readonly requestId: string;
  readonly account: string;
  readonly authorizationRequestId: string;
  readonly amount: number;
}

export type MoneyAnswer =
  | { readonly outcome: 'done'; readonly status: 'succeeded' | 'pending' }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Something that a network reports without being asked. */
export type NetworkNews = {
  readonly id: string;
  /** The account for which the network acted. */
  readonly account: string;
  /** Unix seconds. */
  readonly happened: number;
  /** Reported ahead: it takes effect this many seconds after the refund, by the account's clock. */
  readonly afterSeconds?: number;
} & NewsMatter;

export type NewsMatter =
  | {
      readonly kind: 'refund';
      readonly refundRequestId: string;
      readonly status: 'succeeded' | 'failed';
    }
  | {
      readonly kind: 'dispute';
      readonly authorizationRequestId: string;
      readonly reason: 'fraudulent' | 'product_not_received';
      /** The issuer only asks, and takes no money. */
      readonly inquiry: boolean;
      /** Minor units. */
      readonly amount: number;
    }
  | {
      readonly kind: 'fraud_warning';
      readonly authorizationRequestId: string;
      readonly fraudType: 'made_with_stolen_card';
    };

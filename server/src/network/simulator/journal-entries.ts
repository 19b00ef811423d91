import type { AuthenticationResult, AuthorizationAnswer, MoneyAnswer, NetworkNews } from '../network.ts';
import type { Aftermath, TestCard } from './test-card.ts';

interface Entry {
  readonly requestId: string;
  readonly account: string;
  /** What was requested, in minor units; 0 for verifications and reversals. */
  readonly amount: number;
}

/** The issuer's answer to an authorization or a verification. */
export interface CardEntry extends Entry {
  readonly kind: 'authorization' | 'verification';
  readonly currency: string;
  /** A keyed hash of the number; null for a number that is not a test card. */
  readonly card: string | null;
  readonly last4: string;
  /** Whether an approval takes the money at once. */
  readonly captured: boolean;
  /** Whether the card may from now on be charged while the cardholder, who has authenticated, is away. */
  readonly setUp: boolean;
  /** How refunds of the card begin. */
  readonly refunds: 'succeeded' | 'pending';
  /** Absent from entries of older journals, like the next one. */
  readonly refundsEnd?: TestCard['refundsEnd'];
  readonly aftermath?: Aftermath;
  readonly networkTransactionId: string;
  readonly answer: AuthorizationAnswer;
}

/** What became of an authorization. */
export interface MoneyEntry extends Entry {
  readonly kind: 'capture' | 'reversal' | 'refund';
  /** The request id of the authorization. */
  readonly authorization: string;
  readonly answer: MoneyAnswer;
}

export interface LaterNews {
  /** Unix seconds. */
  readonly due: number;
  readonly news: NetworkNews;
}

export interface AuthenticationEntry extends Entry {
  readonly currency: string;
  readonly card: string | null;
  readonly last4: string;
  readonly brand: string;
  readonly result: AuthenticationResult;
}

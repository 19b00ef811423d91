import type { DeclineCode } from '@onfile/shared/decline-codes.ts';
import type { CardFacts, Checks, Risk } from '../network.ts';

/** The codes with which the test issuer declines. */
export type IssuedDecline = Extract<
  DeclineCode,
  | 'authentication_required'
  | 'card_velocity_exceeded'
  | 'expired_card'
  | 'fraudulent'
  | 'generic_decline'
  | 'incorrect_cvc'
  | 'insufficient_funds'
  | 'lost_card'
  | 'processing_error'
  | 'stolen_card'
  | 'test_mode_live_card'
>;

/** When the cardholder must authenticate. `unless_set_up`: until they have done so for a stored credential. */
export type AuthenticationNeed = 'never' | 'unless_set_up' | 'always';

export interface AuthenticationRule {
  readonly onSession: AuthenticationNeed;
  readonly offSession: AuthenticationNeed;
  /** The outcome if authentication is tried. */
  readonly outcome:
    | 'attempt_acknowledged'
    | 'challenge'
    | 'frictionless'
    | 'not_supported'
    | 'processing_error';
}

export interface Declining {
  readonly code: IssuedDecline;
  /** The first step that the issuer refuses; it refuses the later ones too. */
  readonly from: 'attach' | 'set_up' | 'charge';
  /** Refuses only requests with a security code. */
  readonly securityCodeGiven?: true;
}

/** How one published test card behaves. */
export interface TestCard {
  readonly country: string;
  readonly funding: Exclude<CardFacts['funding'], 'unknown'>;
  readonly authentication: AuthenticationRule;
  readonly decline: Declining | null;
  /** Payments of the highest level are blocked. */
  readonly risk: Risk['level'];
  /** The issuer's results for whatever it is given to check. */
  readonly checks: { readonly [Check in keyof Checks]: NonNullable<Checks[Check]> };
  readonly refunds: 'succeeded' | 'pending';
  /** How refunds of the card end, a little later; null if they end as they begin. */
  readonly refundsEnd: 'succeeded' | 'failed' | null;
  /** What follows from a captured payment, a little later. */
  readonly aftermath: Aftermath;
}

/** `multiple_disputes` are about half of the payment each. */
export type Aftermath =
  | 'nothing'
  | 'dispute'
  | 'dispute_not_received'
  | 'inquiry'
  | 'fraud_warning'
  | 'multiple_disputes';

/** A number with its published names, without `pm_card_` and `tok_`, and what is special about it. */
export interface TestCardRow {
  readonly number: string;
  readonly names: readonly string[];
  readonly particulars: Particulars;
}

type Particulars = Partial<Omit<TestCard, 'checks'>> & { readonly checks?: Partial<TestCard['checks']> };

export function row(
  number: string,
  names: readonly string[] = [],
  particulars: Particulars = {},
): TestCardRow {
  return { number, names, particulars };
}

/** Most test cards: no authentication needed, and none done if requested. */
export const unenrolled: AuthenticationRule = {
  onSession: 'never',
  offSession: 'never',
  outcome: 'attempt_acknowledged',
};

export function testCard({ number, particulars }: TestCardRow): TestCard {
  return {
    country: countryInNumber(number) ?? 'US',
    funding: number.startsWith('400005') ? 'debit' : 'credit',
    authentication: unenrolled,
    decline: null,
    risk: 'normal',
    refunds: 'succeeded',
    refundsEnd: null,
    aftermath: 'nothing',
    ...particulars,
    checks: { cvc: 'pass', postalCode: 'pass', line1: 'pass', ...particulars.checks },
  };
}

/**
 * Test numbers that begin with 400000, 400005 or 555555 hold the issuer's country in digits 7 to 9, as an ISO 3166-1 numeric
 * code, or 000 for the United States. Null for other numbers, and for codes that no country has.
 */
export function countryInNumber(number: string): string | null {
  if (!/^(400000|400005|555555)/.test(number)) return null;
  const code = number.slice(6, 9);
  if (code === '000') return 'US';
  // Codes from 900 on are free for private use (ISO 3166-1).
  if (code >= '900') return null;
  const region = new Intl.Locale(`und-${code}`).region;
  return region !== undefined && /^[A-Z]{2}$/.test(region) ? region : null;
}

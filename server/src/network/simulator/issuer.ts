import type {
  AuthenticationRequest,
  AuthenticationResult,
  AuthorizationRequest,
  CardData,
  Checks,
  Decline,
  Risk,
  VerificationRequest,
} from '../network.ts';
import type {
  AuthenticationNeed,
  AuthenticationRule,
  Declining,
  IssuedDecline,
  TestCard,
} from './test-card.ts';

/** An authorization or a verification, as far as the issuer's decision depends on it. */
export type Question = Pick<
  AuthorizationRequest | VerificationRequest,
  'initiator' | 'storedCredential' | 'transactionTime'
> & {
  readonly kind: 'authorization' | 'verification';
  readonly card: Omit<CardData, 'number'>;
};

/** What the issuer knows when it decides. */
export interface Knowledge {
  /** The state of the 3-D Secure authentication that the request relies on; null without one. */
  readonly authentication: AuthenticationResult['status'] | null;
  /** Whether the cardholder authenticated when the stored credential was set up for use while they are away. */
  readonly setUp: boolean;
  /** A fault switch asks for a decline although the card would be approved. */
  readonly declineAnyway: boolean;
}

export type Decision =
  | { readonly outcome: 'approved'; readonly checks: Checks; readonly risk: Risk }
  | Omit<Decline, 'networkTransactionId'>;

const risks: Readonly<Record<Risk['level'], Risk>> = {
  normal: { level: 'normal', score: 12 },
  elevated: { level: 'elevated', score: 68 },
  highest: { level: 'highest', score: 92 },
};

/** Response codes of ISO 8583's field 39 as Visa uses it, and Stripe's advice; `01` is what Stripe's tests return. */
const issuerWords: Readonly<Record<IssuedDecline, readonly [string | null, Decline['adviceCode']]>> = {
  authentication_required: ['1A', null],
  card_velocity_exceeded: ['65', 'try_again_later'],
  expired_card: ['54', 'confirm_card_data'],
  fraudulent: [null, null],
  generic_decline: ['01', 'try_again_later'],
  incorrect_cvc: ['N7', 'confirm_card_data'],
  insufficient_funds: ['51', 'try_again_later'],
  lost_card: ['41', 'do_not_try_again'],
  processing_error: ['96', 'try_again_later'],
  stolen_card: ['43', 'do_not_try_again'],
  test_mode_live_card: [null, null],
};

/** Decides as the published test card does; null stands for a number that is not one. */
export function decide(testCard: TestCard | null, question: Question, known: Knowledge): Decision {
  const { card } = question;
  const unchecked = checksOf(card, { cvc: 'unchecked', postalCode: 'unchecked', line1: 'unchecked' });
  if (testCard === null) return declined('test_mode_live_card', 'invalid', unchecked, risks.normal);
  const risk = risks[testCard.risk];
  if (risk.level === 'highest' && question.kind === 'authorization') {
    return declined('fraudulent', 'risk', unchecked, risk);
  }
  const checks = checksOf(card, testCard.checks);
  const code = refusal(testCard, question, known);
  return code === null ? { outcome: 'approved', checks, risk } : declined(code, 'issuer', checks, risk);
}

function refusal(testCard: TestCard, question: Question, known: Knowledge): IssuedDecline | null {
  const { card } = question;
  if (isExpired(card, question.transactionTime)) return 'expired_card';
  if (lacksAuthentication(testCard.authentication, question, known)) return 'authentication_required';
  const { decline } = testCard;
  if (decline !== null && refuses(decline, question, known)) return decline.code;
  return known.declineAnyway ? 'generic_decline' : null;
}

const steps: Readonly<Record<Declining['from'], number>> = { attach: 0, set_up: 1, charge: 2 };

function refuses(decline: Declining, question: Question, known: Knowledge): boolean {
  if (decline.securityCodeGiven && question.card.securityCode === null) return false;
  return steps[stepOf(question, known)] >= steps[decline.from];
}

/** A card is set up, not just attached, if it is stored for use while the cardholder is away, or after 3-D Secure. */
function stepOf({ kind, storedCredential }: Question, known: Knowledge): Declining['from'] {
  if (kind === 'authorization') return 'charge';
  return isForOffSession(storedCredential) || known.authentication !== null ? 'set_up' : 'attach';
}

export function isForOffSession(storedCredential: Question['storedCredential']): boolean {
  return storedCredential !== null && storedCredential.reason !== 'customer_present';
}

/** Whether an authentication in this state satisfies the issuer, even if none could be done. */
const answersDemand: Readonly<Record<AuthenticationResult['status'], boolean>> = {
  authenticated: true,
  attempt_acknowledged: true,
  processing_error: true,
  pending: false,
  failed: false,
};

function lacksAuthentication(rule: AuthenticationRule, question: Question, known: Knowledge): boolean {
  if (known.authentication !== null && answersDemand[known.authentication]) return false;
  // Attaching a card needs no authentication: the payment that follows does.
  if (stepOf(question, known) === 'attach') return false;
  return isNeeded(question.initiator === 'customer' ? rule.onSession : rule.offSession, known.setUp);
}

function isNeeded(need: AuthenticationNeed, setUp: boolean): boolean {
  return need === 'always' || (need === 'unless_set_up' && !setUp);
}

/** The outcome of asking the cardholder, who takes part, to authenticate. */
export function authenticationOutcome(
  testCard: TestCard | null,
  preference: AuthenticationRequest['preference'],
  setUp: Knowledge['setUp'],
): AuthenticationRule['outcome'] | 'not_required' {
  if (testCard === null) return 'not_required';
  const { onSession, outcome } = testCard.authentication;
  return preference !== 'automatic' || isNeeded(onSession, setUp) ? outcome : 'not_required';
}

function isExpired({ expMonth, expYear }: Pick<CardData, 'expMonth' | 'expYear'>, at: number): boolean {
  return Date.UTC(expYear, expMonth) / 1000 <= at;
}

/** Each check for which the request supplies something; null for the others. */
function checksOf(card: Question['card'], results: TestCard['checks']): Checks {
  return {
    cvc: card.securityCode === null ? null : results.cvc,
    postalCode: card.postalCode === null ? null : results.postalCode,
    line1: card.line1 === null ? null : results.line1,
  };
}

function declined(declineCode: IssuedDecline, by: Decline['by'], checks: Checks, risk: Risk): Decision {
  const [networkDeclineCode, adviceCode] = issuerWords[declineCode];
  // Network advice is Mastercard's; every declining test card is a Visa.
  return {
    outcome: 'declined',
    declineCode,
    networkDeclineCode,
    adviceCode,
    networkAdviceCode: null,
    by,
    checks,
    risk,
  };
}

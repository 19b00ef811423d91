import { randomUUID } from 'node:crypto';
import { CardNumber, SecurityCode } from '../vault/card-number.ts';
import type {
  AuthenticationRequest,
  AuthorizationRequest,
  CaptureRequest,
  CardData,
  RefundRequest,
  ReversalRequest,
  StoredCredential,
  VerificationRequest,
} from './network.ts';

/** Requests to a network with everything defaulted, so that a test passes only what it is about. */
const account = 'acct_shop';

/** Good for any card; `securityCode: null` leaves it out. */
export function cardData(
  number = '4242424242424242',
  change: Partial<Omit<CardData, 'number' | 'securityCode'>> & { securityCode?: string | null } = {},
): CardData {
  const { securityCode = number.length === 15 ? '1234' : '123', ...rest } = change;
  return {
    number: cardNumber(number),
    securityCode: securityCode === null ? null : code(securityCode),
    expMonth: 12,
    expYear: 2070,
    postalCode: null,
    line1: null,
    ...rest,
  };
}

export function cardNumber(digits: string): CardNumber {
  const parsed = CardNumber.parse(digits);
  if (typeof parsed === 'string') throw new Error(`${digits} is not a card number.`);
  return parsed;
}

function code(digits: string): SecurityCode {
  const parsed = SecurityCode.parse(digits);
  if (typeof parsed === 'string') throw new Error(`${digits} is not a security code.`);
  return parsed;
}

export function authorization(change: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  return {
    requestId: randomUUID(),
    account,
    amount: 2000,
    currency: 'usd',
    transactionTime: 1_800_000_000,
    card: cardData(),
    initiator: 'customer',
    storedCredential: null,
    authenticationId: null,
    captureMethod: 'automatic',
    statementDescriptor: 'SHOP',
    ...change,
  };
}

export function verification(change: Partial<VerificationRequest> = {}): VerificationRequest {
  return {
    requestId: randomUUID(),
    account,
    currency: 'usd',
    transactionTime: 1_800_000_000,
    card: cardData(),
    initiator: 'customer',
    storedCredential: null,
    authenticationId: null,
    ...change,
  };
}

export function authenticationRequest(change: Partial<AuthenticationRequest> = {}): AuthenticationRequest {
  return {
    requestId: randomUUID(),
    account,
    amount: 2000,
    currency: 'usd',
    transactionTime: 1_800_000_000,
    card: cardData(),
    initiator: 'customer',
    storedCredential: null,
    setUpForOffSession: false,
    preference: 'automatic',
    ...change,
  };
}

export function capture(authorizationRequestId: string, amount: number): CaptureRequest {
  return { requestId: randomUUID(), account, authorizationRequestId, amount };
}

export function reversal(authorizationRequestId: string): ReversalRequest {
  return { requestId: randomUUID(), account, authorizationRequestId };
}

export function refund(authorizationRequestId: string, amount: number): RefundRequest {
  return { requestId: randomUUID(), account, authorizationRequestId, amount };
}

/** The card is stored, to be charged while the cardholder is away. */
export const storedForLater: StoredCredential = {
  use: 'first_storage',
  reason: 'unscheduled',
  originalNetworkTransactionId: null,
};

/** The card is stored for the cardholder's own next purchases. */
export const storedForReturn: StoredCredential = { ...storedForLater, reason: 'customer_present' };

export function stored(originalNetworkTransactionId: string | null): StoredCredential {
  return { use: 'stored', reason: 'unscheduled', originalNetworkTransactionId };
}

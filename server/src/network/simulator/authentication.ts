import type { AuthenticationAnswer, AuthenticationResult } from '../network.ts';
import type { AuthenticationRule } from './test-card.ts';

export type AttemptedAuthentication = Exclude<AuthenticationRule['outcome'], 'not_supported'>;

const firstStatus: Readonly<Record<AttemptedAuthentication, AuthenticationResult['status']>> = {
  attempt_acknowledged: 'attempt_acknowledged',
  challenge: 'pending',
  frictionless: 'authenticated',
  processing_error: 'processing_error',
};

/** Visa's electronic commerce indicators, which all brands but Mastercard use, and Mastercard's. Source: EMV 3-D Secure. */
const indicators: Readonly<
  Record<AuthenticationResult['status'], readonly [others: string, mastercard: string] | null>
> = {
  authenticated: ['05', '02'],
  attempt_acknowledged: ['06', '01'],
  failed: ['07', '00'],
  processing_error: ['07', '00'],
  pending: null,
};

/** The state in which an authentication begins; all but challenges end there. */
export function startAuthentication(
  outcome: AttemptedAuthentication,
  brand: string,
  ids: Pick<AuthenticationResult, 'authenticationId' | 'transactionId'>,
): AuthenticationResult {
  const flow = outcome === 'challenge' ? 'challenge' : 'frictionless';
  return withStatus({ ...ids, flow, version: '2.2.0' }, firstStatus[outcome], brand);
}

export function withStatus(
  result: Omit<AuthenticationResult, 'status' | 'electronicCommerceIndicator'>,
  status: AuthenticationResult['status'],
  brand: string,
): AuthenticationResult {
  const electronicCommerceIndicator = indicators[status]?.[brand === 'mastercard' ? 1 : 0] ?? null;
  return { ...result, status, electronicCommerceIndicator };
}

export function authenticationAnswer(result: AuthenticationResult): AuthenticationAnswer {
  return result.flow === 'challenge'
    ? { outcome: 'challenge', authenticationId: result.authenticationId }
    : { outcome: 'finished', result };
}

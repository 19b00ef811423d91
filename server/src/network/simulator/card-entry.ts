import type {
  AuthenticationResult,
  AuthorizationAnswer,
  AuthorizationRequest,
  VerificationRequest,
} from '../network.ts';
import { type Decision, isForOffSession } from './issuer.ts';
import type { CardEntry } from './journal-entries.ts';
import type { TestCard } from './test-card.ts';
import { authorizationCodeOf, networkTransactionIdOf } from './transaction-ids.ts';

interface Circumstances extends Pick<CardEntry, 'kind' | 'amount' | 'captured' | 'account' | 'card'> {
  readonly testCard: TestCard | null;
  /** Whether the credential that the request refers to was set up before. */
  readonly setUp: boolean;
  readonly authentication: AuthenticationResult['status'] | null;
}

/** The journal's record of a decision, with the answer it leads to. */
export function answeredEntry(
  request: AuthorizationRequest | VerificationRequest,
  { testCard, setUp, authentication, ...circumstances }: Circumstances,
  decision: Decision,
): CardEntry {
  const networkTransactionId = networkTransactionIdOf(request.requestId);
  const setsUp = isForOffSession(request.storedCredential) && authentication === 'authenticated';
  return {
    ...circumstances,
    requestId: request.requestId,
    currency: request.currency,
    last4: request.card.number.last4,
    setUp: decision.outcome === 'approved' && (setUp || setsUp),
    refunds: testCard?.refunds ?? 'succeeded',
    refundsEnd: testCard?.refundsEnd ?? null,
    aftermath: testCard?.aftermath ?? 'nothing',
    networkTransactionId,
    answer: answerOf(decision, request.requestId, networkTransactionId),
  };
}

/** A decline that never reached the issuer has no network transaction. */
function answerOf(decision: Decision, requestId: string, networkTransactionId: string): AuthorizationAnswer {
  return decision.outcome === 'approved'
    ? { ...decision, networkTransactionId, authorizationCode: authorizationCodeOf(requestId) }
    : { ...decision, networkTransactionId: decision.by === 'issuer' ? networkTransactionId : null };
}

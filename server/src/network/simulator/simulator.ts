import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Ids } from '@onfile/shared/ids.ts';
import { type Clock, systemClock } from '../../clock.ts';
import type {
  AuthenticationAnswer,
  AuthenticationRequest,
  AuthenticationResult,
  AuthorizationAnswer,
  AuthorizationRequest,
  CaptureRequest,
  MoneyAnswer,
  Network,
  RefundRequest,
  ReversalRequest,
  VerificationRequest,
} from '../network.ts';
import { authenticationAnswer, startAuthentication, withStatus } from './authentication.ts';
import { cardHasher } from './card-hash.ts';
import { FaultSwitches, type Faults } from './faults.ts';
import { authenticationOutcome, type Decision, decide, isForOffSession } from './issuer.ts';
import { Journal } from './journal.ts';
import type { CardEntry, Entries, MoneyEntry } from './journal-entries.ts';
import { balanceOf, refusalOf } from './ledger.ts';
import { cardFacts, findNamedCard, findTestCard } from './test-cards.ts';
import { authorizationCodeOf, networkTransactionIdOf } from './transaction-ids.ts';

/** What the test issuer's page shows of a challenge. */
export interface Challenge {
  readonly amount: number;
  readonly currency: string;
  readonly last4: string;
  readonly status: AuthenticationResult['status'];
}

/** The network adapter of development and tests: Stripe's published test cards, with a memory that survives crashes. */
export interface Simulator extends Network {
  /** Null when there is no such challenge. */
  challenge(authenticationId: string): Challenge | null;
  /** Records the cardholder's answer on the issuer's page; the first one counts. Nothing happens without a challenge. */
  completeChallenge(authenticationId: string, answer: 'authenticated' | 'failed'): Promise<void>;
  setFaults(account: string, change: Partial<Faults>): void;
  close(): void;
}

type CardRequest = AuthorizationRequest | VerificationRequest | AuthenticationRequest;
type MoneyRequest = CaptureRequest | ReversalRequest | RefundRequest;

/** Opens the simulator with its journal `simulator.db` in `folder`. */
export function openSimulator(folder: string, ids: Ids, clock: Clock = systemClock): Simulator {
  const journal = new Journal(join(folder, 'simulator.db'));
  const hashOf = cardHasher(folder);
  const switches = new FaultSwitches();

  /** Carries a request through the account's faults to `work` on the journal, and its answer back. */
  async function exchange<Answer>(account: string, work: (entries: Entries) => Answer): Promise<Answer> {
    const faults = switches.of(account);
    await faults.reach();
    return faults.deliver(await journal.write(work));
  }

  /** Only test cards are remembered, even as a hash. */
  const cardOf = (request: CardRequest) =>
    findTestCard(request.card.number) === null ? null : hashOf(request.card.number);

  function ask(
    request: AuthorizationRequest | VerificationRequest,
    kind: CardEntry['kind'],
  ): Promise<AuthorizationAnswer> {
    return exchange(request.account, (entries) => {
      const asked = { requestId: request.requestId, account: request.account, amount: amountOf(request) };
      const known = entries.find(request.requestId);
      if (known !== undefined) {
        requireSame(known, { ...asked, kind });
        if (known.kind === 'authorization' || known.kind === 'verification') return known.answer;
      }
      const entry = decideEntry(entries, request, kind);
      entries.append(entry);
      return entry.answer;
    });
  }

  function decideEntry(
    entries: Entries,
    request: AuthorizationRequest | VerificationRequest,
    kind: CardEntry['kind'],
  ): CardEntry {
    const card = cardOf(request);
    const authentication = authenticationStatus(entries, request, card);
    const setUpBefore = wasSetUp(entries, request, card);
    const decision = decide(
      findTestCard(request.card.number),
      { ...request, kind },
      {
        now: clock.now(),
        authentication,
        setUp: setUpBefore,
        declineAnyway: switches.of(request.account).declines(),
      },
    );
    const networkTransactionId = networkTransactionIdOf(request.requestId);
    const setUpNow = isForOffSession(request.storedCredential) && authentication === 'authenticated';
    return {
      requestId: request.requestId,
      account: request.account,
      kind,
      amount: amountOf(request),
      currency: request.currency,
      card,
      last4: request.card.number.last4,
      captured: 'captureMethod' in request && request.captureMethod === 'automatic',
      setUp: decision.outcome === 'approved' && (setUpBefore || setUpNow),
      networkTransactionId,
      answer: answerOf(request.requestId, decision, networkTransactionId),
    };
  }

  async function authenticate(request: AuthenticationRequest): Promise<AuthenticationAnswer> {
    return exchange(request.account, (entries) => {
      const known = entries.authenticationOfRequest(request.requestId);
      if (known !== undefined) return authenticationAnswer(known.result);
      const card = cardOf(request);
      const setUp = wasSetUp(entries, request, card);
      const outcome = authenticationOutcome(findTestCard(request.card.number), request, { setUp });
      if (outcome === null) return { outcome: 'not_required' };
      if (outcome === 'not_supported') return { outcome };
      const { requestId, account, amount, currency } = request;
      const { brand } = cardFacts(request.card.number);
      const { last4 } = request.card.number;
      const authenticationId = ids.next('authentication');
      const result = startAuthentication(outcome, brand, { authenticationId, transactionId: randomUUID() });
      entries.appendAuthentication({ requestId, account, amount, currency, card, last4, brand, result });
      return authenticationAnswer(result);
    });
  }

  function move(request: MoneyRequest, kind: MoneyEntry['kind']): Promise<MoneyAnswer> {
    return exchange(request.account, (entries) => {
      const { requestId, account, authorizationRequestId } = request;
      const asked = { requestId, account, kind, amount: amountOf(request) };
      const known = entries.find(requestId);
      if (known !== undefined) {
        requireSame(known, asked);
        if ('authorization' in known) return known.answer;
      }
      const authorization = entries.find(authorizationRequestId);
      const own = authorization?.account === account ? authorization : undefined;
      const refusal = refusalOf(kind, asked.amount, balanceOf(own, entries.movesOf(authorizationRequestId)));
      const answer: MoneyAnswer =
        refusal === null
          ? { outcome: 'done', status: kind === 'refund' ? refundStatus(own) : 'succeeded' }
          : { outcome: 'refused', reason: refusal };
      entries.append({ ...asked, authorization: authorizationRequestId, answer });
      return answer;
    });
  }

  return {
    authorize: (request) => ask(request, 'authorization'),
    verify: (request) => ask(request, 'verification'),
    authenticate,
    authentication: async (id) => {
      const known = journal.entries.authentication(id);
      if (known === undefined) throw new Error(`There is no authentication ${id}.`);
      await switches.of(known.account).reach();
      return known.result;
    },
    capture: (request) => move(request, 'capture'),
    reverse: (request) => move(request, 'reversal'),
    refund: (request) => move(request, 'refund'),
    lookup: async (requestId) => {
      const known = journal.entries.find(requestId);
      if (known !== undefined) await switches.of(known.account).reach();
      return known?.answer ?? null;
    },
    identify: cardFacts,
    namedCard: findNamedCard,
    challenge: (id) => {
      const known = journal.entries.authentication(id);
      if (known?.result.flow !== 'challenge') return null;
      const { amount, currency, last4, result } = known;
      return { amount, currency, last4, status: result.status };
    },
    completeChallenge: (id, answer) =>
      journal.write((entries) => {
        const known = entries.authentication(id);
        if (known?.result.status !== 'pending') return;
        entries.appendChallenge(withStatus(known.result, answer, known.brand));
      }),
    setFaults: (account, change) => switches.set(account, change),
    close: () => journal.close(),
  };
}

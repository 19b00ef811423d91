import { randomUUID } from 'node:crypto';
import type { Ids } from '@onfile/shared/ids.ts';
import type { Clock } from '../../clock.ts';
import type { NetworkFaults } from '../../requests/faults.ts';
import type { CardNumber } from '../../vault/card-number.ts';
import type {
  AuthenticationAnswer,
  AuthenticationRequest,
  AuthenticationResult,
  AuthorizationAnswer,
  AuthorizationRequest,
  CaptureRequest,
  MoneyAnswer,
  Network,
  NetworkNews,
  RefundRequest,
  ReversalRequest,
  VerificationRequest,
} from '../network.ts';
import {
  type AttemptedAuthentication,
  authenticationAnswer,
  startAuthentication,
  withStatus,
} from './authentication.ts';
import { answeredEntry } from './card-entry.ts';
import { type CardHash, cardHash } from './card-hash.ts';
import { FaultSwitches } from './faults.ts';
import { authenticationStatus, wasSetUp } from './history.ts';
import { authenticationOutcome, decide } from './issuer.ts';
import type { Journal, Move } from './journal.ts';
import type { AuthenticationEntry, CardEntry, MoneyEntry } from './journal-entries.ts';
import { newsOfCapture, newsOfMove } from './later-news.ts';
import { balanceOf, refusalOf } from './ledger.ts';
import type { OpenJournal } from './open-journal.ts';
import { cardFacts, findNamedCard, findTestCard } from './test-cards.ts';

/** What the test issuer's page shows of a challenge. */
export interface Challenge {
  /** Minor units; 0 if a card is set up without a payment. */
  readonly amount: number;
  readonly currency: string;
  readonly last4: string;
  readonly status: AuthenticationResult['status'];
}

/**
 * The network adapter for development and tests: Stripe's published test cards, with a memory that survives crashes.
 * Rejects with `StoreUnavailable` while its journal cannot be read or written.
 */
export interface Simulator extends Network {
  /** Returns what the issuer's page shows; null if there is no such challenge. */
  challenge(authenticationId: string): Promise<Challenge | null>;
  /** Records the cardholder's answer on the issuer's page; the first one counts. Unknown challenges are ignored. */
  completeChallenge(authenticationId: string, answer: 'authenticated' | 'failed'): Promise<void>;
  /** Throws RangeError for a rate outside 0 to 1. */
  setFaults(account: string, change: Partial<NetworkFaults>): void;
}

export function createSimulator(
  { journal, cardKey }: Pick<OpenJournal, 'journal' | 'cardKey'>,
  ids: Ids,
  clock: Clock,
): Simulator {
  return new SimulatedNetwork(journal, cardHash(cardKey), ids, clock);
}

class SimulatedNetwork implements Simulator {
  readonly #journal: Journal;
  readonly #hashOf: CardHash;
  readonly #faults = new FaultSwitches();
  readonly #ids: Ids;
  readonly #clock: Clock;

  readonly identify = cardFacts;
  readonly namedCard = findNamedCard;

  constructor(journal: Journal, hashOf: CardHash, ids: Ids, clock: Clock) {
    this.#journal = journal;
    this.#hashOf = hashOf;
    this.#ids = ids;
    this.#clock = clock;
  }

  authorize(request: AuthorizationRequest): Promise<AuthorizationAnswer> {
    return this.#ask(request, {
      kind: 'authorization',
      amount: request.amount,
      captured: request.captureMethod === 'automatic',
    });
  }

  verify(request: VerificationRequest): Promise<AuthorizationAnswer> {
    return this.#ask(request, { kind: 'verification', amount: 0, captured: false });
  }

  capture(request: CaptureRequest): Promise<MoneyAnswer> {
    return this.#move(request, 'capture', request.amount);
  }

  reverse(request: ReversalRequest): Promise<MoneyAnswer> {
    return this.#move(request, 'reversal', 0);
  }

  refund(request: RefundRequest): Promise<MoneyAnswer> {
    return this.#move(request, 'refund', request.amount);
  }

  async lookup(requestId: string): Promise<AuthorizationAnswer | MoneyAnswer | null> {
    const known = await this.#journal.find(requestId);
    if (known !== undefined) await this.#faults.of(known.account).reach();
    return known?.answer ?? null;
  }

  news(limit: number, after?: Pick<NetworkNews, 'happened' | 'id'>): Promise<readonly NetworkNews[]> {
    return this.#journal.dueNews(this.#clock.now(), limit, after);
  }

  acknowledge(newsId: string): Promise<void> {
    return this.#journal.dropNews(newsId);
  }

  async authenticate(request: AuthenticationRequest): Promise<AuthenticationAnswer> {
    const faults = this.#faults.of(request.account);
    await faults.reach();
    const holder = { account: request.account, card: this.#cardOf(request.card.number) };
    const setUp = await wasSetUp(this.#journal, request.storedCredential, holder);
    const testCard = findTestCard(request.card.number);
    const outcome = authenticationOutcome(testCard, request.preference, setUp);
    if (outcome === 'not_required' || outcome === 'not_supported') return faults.deliver({ outcome });
    const begun = this.#begunAuthentication(request, outcome, holder);
    const { result } = await this.#journal.recordAuthentication(begun);
    return faults.deliver(authenticationAnswer(result));
  }

  async authentication(authenticationId: string): Promise<AuthenticationResult> {
    const known = await this.#journal.authentication(authenticationId);
    if (known === undefined) throw new Error(`There is no authentication ${authenticationId}.`);
    await this.#faults.of(known.account).reach();
    return known.result;
  }

  async challenge(authenticationId: string): Promise<Challenge | null> {
    const known = await this.#journal.authentication(authenticationId);
    if (known?.result.flow !== 'challenge') return null;
    const { amount, currency, last4, result } = known;
    return { amount, currency, last4, status: result.status };
  }

  async completeChallenge(authenticationId: string, answer: 'authenticated' | 'failed'): Promise<void> {
    const known = await this.#journal.authentication(authenticationId);
    if (known?.result.status !== 'pending') return;
    await this.#journal.recordChallenge(withStatus(known.result, answer, known.brand));
  }

  setFaults(account: string, change: Partial<NetworkFaults>): void {
    this.#faults.set(account, change);
  }

  async #ask(
    request: AuthorizationRequest | VerificationRequest,
    asked: Pick<CardEntry, 'kind' | 'amount' | 'captured'>,
  ): Promise<AuthorizationAnswer> {
    const { requestId, account, storedCredential, authenticationId } = request;
    const faults = this.#faults.of(account);
    await faults.reach();
    const holder = { account, card: this.#cardOf(request.card.number) };
    // The issuer decides on past facts, which do not change: no lock is needed.
    const setUp = await wasSetUp(this.#journal, storedCredential, holder);
    const authentication = await authenticationStatus(this.#journal, authenticationId, holder);
    const testCard = findTestCard(request.card.number);
    const knowledge = { authentication, setUp, declineAnyway: faults.declines() };
    const decision = decide(testCard, { ...request, kind: asked.kind }, knowledge);
    const entry = answeredEntry(request, { ...asked, ...holder, testCard, setUp, authentication }, decision);
    const later = entry.captured ? newsOfCapture(entry, entry.amount, this.#clock.now()) : [];
    const kept = await this.#journal.record(entry, later);
    if ('authorization' in kept || !isSame(kept, entry)) throw requestReused(requestId);
    return faults.deliver(kept.answer);
  }

  async #move(
    request: CaptureRequest | ReversalRequest | RefundRequest,
    kind: MoneyEntry['kind'],
    amount: number,
  ): Promise<MoneyAnswer> {
    const { requestId, account, authorizationRequestId } = request;
    const faults = this.#faults.of(account);
    await faults.reach();
    const asked = { requestId, account, kind, amount, authorization: authorizationRequestId };
    const now = this.#clock.now();
    const kept = await this.#journal.move(authorizationRequestId, (found, moves) =>
      moved(asked, found, moves, now),
    );
    if (!('authorization' in kept) || !isSame(kept, asked)) throw requestReused(requestId);
    return faults.deliver(kept.answer);
  }

  #begunAuthentication(
    { requestId, amount, currency, card: { number } }: AuthenticationRequest,
    outcome: AttemptedAuthentication,
    holder: Pick<AuthenticationEntry, 'account' | 'card'>,
  ): AuthenticationEntry {
    const { brand } = cardFacts(number);
    const result = startAuthentication(outcome, brand, {
      authenticationId: this.#ids.next('authentication'),
      transactionId: randomUUID(),
    });
    return { ...holder, requestId, amount, currency, last4: number.last4, brand, result };
  }

  /** Only test cards are remembered, and only as a hash. */
  #cardOf(number: CardNumber): string | null {
    return findTestCard(number) === null ? null : this.#hashOf(number);
  }
}

/** A request about an authorization, with the issuer's answer. */
function moved(
  asked: Omit<MoneyEntry, 'answer'>,
  found: CardEntry | MoneyEntry | undefined,
  moves: readonly MoneyEntry[],
  now: number,
): Move {
  const { kind, account, amount } = asked;
  const authorization = found?.kind === 'authorization' && found.account === account ? found : undefined;
  const refusal = refusalOf(kind, amount, balanceOf(authorization, moves));
  const status = (kind === 'refund' ? authorization?.refunds : undefined) ?? 'succeeded';
  const answer: MoneyAnswer =
    refusal === null ? { outcome: 'done', status } : { outcome: 'refused', reason: refusal };
  const entry: MoneyEntry = { ...asked, answer };
  return { entry, later: newsOfMove(entry, authorization, now) };
}

type Asked = Pick<CardEntry | MoneyEntry, 'account' | 'amount' | 'kind'>;

function isSame(known: Asked, asked: Asked): boolean {
  return known.kind === asked.kind && known.account === asked.account && known.amount === asked.amount;
}

function requestReused(requestId: string): Error {
  return new Error(`The request id ${requestId} has been used for another request.`);
}

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
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
import { cardHasher } from './card-hash.ts';
import { FaultSwitches } from './faults.ts';
import { authenticationStatus, wasSetUp } from './history.ts';
import { authenticationOutcome, decide } from './issuer.ts';
import { Journal } from './journal.ts';
import type { AuthenticationEntry, CardEntry, Entries, MoneyEntry } from './journal-entries.ts';
import { newsOfCapture, newsOfMove } from './later-news.ts';
import { balanceOf, refusalOf } from './ledger.ts';
import { cardFacts, findNamedCard, findTestCard } from './test-cards.ts';

/** What the test issuer's page shows of a challenge. */
export interface Challenge {
  /** Minor units; 0 where a card is set up without a payment. */
  readonly amount: number;
  readonly currency: string;
  readonly last4: string;
  readonly status: AuthenticationResult['status'];
}

/** The network adapter of development and tests: Stripe's published test cards, with a memory that survives crashes. */
export interface Simulator extends Network {
  /** Null when there is no such challenge. */
  challenge(authenticationId: string): Challenge | null;
  /** Records the cardholder's answer on the issuer's page; the first one counts. Unknown challenges are ignored. */
  completeChallenge(authenticationId: string, answer: 'authenticated' | 'failed'): Promise<void>;
  /** Throws RangeError for a rate outside 0 to 1. */
  setFaults(account: string, change: Partial<NetworkFaults>): void;
  close(): void;
}

/** Opens the simulator with its journal `simulator.db` in `folder`. */
export function openSimulator(folder: string, ids: Ids, clock: Clock): Simulator {
  return new SimulatedNetwork(folder, ids, clock);
}

class SimulatedNetwork implements Simulator {
  readonly #journal: Journal;
  readonly #hashOf: (number: CardNumber) => string;
  readonly #faults = new FaultSwitches();
  readonly #ids: Ids;
  readonly #clock: Clock;

  readonly identify = cardFacts;
  readonly namedCard = findNamedCard;

  constructor(folder: string, ids: Ids, clock: Clock) {
    this.#journal = new Journal(join(folder, 'simulator.db'));
    this.#hashOf = cardHasher(folder);
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
    const known = this.#journal.entries.find(requestId);
    if (known !== undefined) await this.#faults.of(known.account).reach();
    return known?.answer ?? null;
  }

  async news(limit: number, after?: Pick<NetworkNews, 'happened' | 'id'>): Promise<readonly NetworkNews[]> {
    return this.#journal.entries.dueNews(this.#clock.now(), limit, after);
  }

  acknowledge(newsId: string): Promise<void> {
    return this.#journal.write((entries) => entries.dropNews(newsId));
  }

  async authenticate(request: AuthenticationRequest): Promise<AuthenticationAnswer> {
    const faults = this.#faults.of(request.account);
    await faults.reach();
    const known = this.#journal.entries.authenticationOfRequest(request.requestId);
    if (known !== undefined) return faults.deliver(authenticationAnswer(known.result));
    const holder = { account: request.account, card: this.#cardOf(request.card.number) };
    const setUp = wasSetUp(this.#journal.entries, request.storedCredential, holder);
    const testCard = findTestCard(request.card.number);
    const outcome = authenticationOutcome(testCard, request.preference, setUp);
    if (outcome === 'not_required' || outcome === 'not_supported') return faults.deliver({ outcome });
    const result = await this.#journal.write((entries) => {
      const concurrent = entries.authenticationOfRequest(request.requestId);
      if (concurrent !== undefined) return concurrent.result;
      const entry = this.#begunAuthentication(request, outcome, holder);
      entries.appendAuthentication(entry);
      return entry.result;
    });
    return faults.deliver(authenticationAnswer(result));
  }

  async authentication(authenticationId: string): Promise<AuthenticationResult> {
    const known = this.#journal.entries.authentication(authenticationId);
    if (known === undefined) throw new Error(`There is no authentication ${authenticationId}.`);
    await this.#faults.of(known.account).reach();
    return known.result;
  }

  challenge(authenticationId: string): Challenge | null {
    const known = this.#journal.entries.authentication(authenticationId);
    if (known?.result.flow !== 'challenge') return null;
    const { amount, currency, last4, result } = known;
    return { amount, currency, last4, status: result.status };
  }

  completeChallenge(authenticationId: string, answer: 'authenticated' | 'failed'): Promise<void> {
    return this.#journal.write((entries) => {
      const known = entries.authentication(authenticationId);
      if (known?.result.status !== 'pending') return;
      entries.appendChallenge(withStatus(known.result, answer, known.brand));
    });
  }

  setFaults(account: string, change: Partial<NetworkFaults>): void {
    this.#faults.set(account, change);
  }

  close(): void {
    this.#journal.close();
  }

  /** Carries a request through the account's faults to `work` on the journal, and its answer back. */
  async #exchange<Answer>(account: string, work: (entries: Entries) => Answer): Promise<Answer> {
    const faults = this.#faults.of(account);
    await faults.reach();
    return faults.deliver(await this.#journal.write(work));
  }

  #ask(
    request: AuthorizationRequest | VerificationRequest,
    asked: Pick<CardEntry, 'kind' | 'amount' | 'captured'>,
  ): Promise<AuthorizationAnswer> {
    return this.#exchange(request.account, (entries) => {
      const known = entries.find(request.requestId);
      if (known !== undefined) {
        if ('authorization' in known || !isSame(known, { ...asked, account: request.account })) {
          throw requestReused(request.requestId);
        }
        return known.answer;
      }
      const { storedCredential, authenticationId } = request;
      const holder = { account: request.account, card: this.#cardOf(request.card.number) };
      const setUp = wasSetUp(entries, storedCredential, holder);
      const authentication = authenticationStatus(entries, authenticationId, holder);
      const testCard = findTestCard(request.card.number);
      const decision = decide(
        testCard,
        { ...request, kind: asked.kind },
        {
          authentication,
          setUp,
          declineAnyway: this.#faults.of(request.account).declines(),
        },
      );
      const entry = answeredEntry(
        request,
        { ...asked, ...holder, testCard, setUp, authentication },
        decision,
      );
      entries.append(entry, entry.captured ? newsOfCapture(entry, entry.amount, this.#clock.now()) : []);
      return entry.answer;
    });
  }

  #move(
    request: CaptureRequest | ReversalRequest | RefundRequest,
    kind: MoneyEntry['kind'],
    amount: number,
  ): Promise<MoneyAnswer> {
    const { requestId, account, authorizationRequestId } = request;
    return this.#exchange(account, (entries) => {
      const known = entries.find(requestId);
      if (known !== undefined) {
        if (!('authorization' in known) || !isSame(known, { kind, account, amount })) {
          throw requestReused(requestId);
        }
        return known.answer;
      }
      const found = entries.find(authorizationRequestId);
      const authorization = found?.kind === 'authorization' && found.account === account ? found : undefined;
      const balance = balanceOf(authorization, entries.movesOf(authorizationRequestId));
      const refusal = refusalOf(kind, amount, balance);
      const status = kind === 'refund' ? authorization?.refunds : undefined;
      const answer: MoneyAnswer =
        refusal === null
          ? { outcome: 'done', status: status ?? 'succeeded' }
          : { outcome: 'refused', reason: refusal };
      const entry: MoneyEntry = {
        requestId,
        account,
        kind,
        amount,
        authorization: authorizationRequestId,
        answer,
      };
      entries.append(entry, newsOfMove(entry, authorization, this.#clock.now()));
      return answer;
    });
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

type Asked = Pick<CardEntry | MoneyEntry, 'account' | 'amount' | 'kind'>;

function isSame(known: Asked, asked: Asked): boolean {
  return known.kind === asked.kind && known.account === asked.account && known.amount === asked.amount;
}

function requestReused(requestId: string): Error {
  return new Error(`The request id ${requestId} has been used for another request.`);
}

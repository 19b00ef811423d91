import type { SystemStore, SystemTransaction } from '../../store/store.ts';
import type { AuthenticationResult, NetworkNews } from '../network.ts';
import type { AuthenticationEntry, CardEntry, LaterNews, MoneyEntry } from './journal-entries.ts';
import {
  type Document,
  droppingNews,
  dueNews,
  findingAuthentication,
  findingEntry,
  findingRepeatedAuthentication,
  findingTransaction,
  keepingAuthentication,
  keepingChallenge,
  keepingEntry,
  keepingNews,
  lockingEntry,
  movesOf,
} from './journal-statements.ts';

/** What happens to an authorization next, and what the network will report by itself, from `due` on. */
export interface Move {
  readonly entry: MoneyEntry;
  readonly later: readonly LaterNews[];
}

/**
 * The issuer's durable memory: its answers can be looked up after any crash, by any process. Each request id has one
 * entry, recorded by whoever comes first; everyone else gets that one.
 */
export class Journal {
  readonly #store: SystemStore;

  constructor(store: SystemStore) {
    this.#store = store;
  }

  /** By request id. */
  async find(requestId: string): Promise<CardEntry | MoneyEntry | undefined> {
    return first(await this.#store.all(findingEntry, { request_id: requestId }));
  }

  async byNetworkTransaction(id: string): Promise<CardEntry | undefined> {
    return first(await this.#store.all(findingTransaction, { id }));
  }

  /** Records the issuer's answer, with what the network will report by itself; returns the request id's entry. */
  record(entry: CardEntry, later: readonly LaterNews[]): Promise<CardEntry | MoneyEntry> {
    return this.#store.transaction((transaction) => keep(transaction, entry, later));
  }

  /**
   * Records what happens to an authorization, one move at a time; returns the request id's entry. `decide` may run more
   * than once.
   */
  move(
    authorization: string,
    decide: (authorization: CardEntry | MoneyEntry | undefined, moves: readonly MoneyEntry[]) => Move,
  ): Promise<CardEntry | MoneyEntry> {
    return this.#store.transaction(async (transaction) => {
      const found = first<CardEntry | MoneyEntry>(
        await transaction.all(lockingEntry, { request_id: authorization }),
      );
      const moves = (await transaction.all(movesOf, { authorization })).map(parse<MoneyEntry>);
      const { entry, later } = decide(found, moves);
      return keep(transaction, entry, later);
    });
  }

  /** Finds an authentication, with the result of its challenge if there is one. */
  async authentication(id: string): Promise<AuthenticationEntry | undefined> {
    const [row] = await this.#store.all(findingAuthentication, { id });
    return row && withChallenge(row);
  }

  /** Records an authentication; returns its request id's entry. */
  async recordAuthentication(entry: AuthenticationEntry): Promise<AuthenticationEntry> {
    const { requestId, result } = entry;
    const values = { id: result.authenticationId, request_id: requestId, document: JSON.stringify(entry) };
    return this.#store.transaction(async (transaction) => {
      if ((await transaction.all(keepingAuthentication, values)).length > 0) return entry;
      const [kept] = await transaction.all(findingRepeatedAuthentication, { request_id: requestId });
      if (kept === undefined) throw vanished(requestId);
      return withChallenge(kept);
    });
  }

  /** Records how a challenge ended; the first answer counts. */
  recordChallenge(result: AuthenticationResult): Promise<void> {
    return this.#store.run(keepingChallenge, {
      id: result.authenticationId,
      document: JSON.stringify(result),
    });
  }

  /** Returns the news that is due and not acknowledged, oldest first, after a given item. */
  async dueNews(
    now: number,
    limit: number,
    after?: Pick<NetworkNews, 'happened' | 'id'>,
  ): Promise<readonly NetworkNews[]> {
    const place = { due: after?.happened ?? 0, id: after?.id ?? '' };
    return (await this.#store.all(dueNews, { ...place, now, limit })).map(parse<NetworkNews>);
  }

  dropNews(id: string): Promise<void> {
    return this.#store.run(droppingNews, { id });
  }
}

async function keep(
  transaction: SystemTransaction,
  entry: CardEntry | MoneyEntry,
  later: readonly LaterNews[],
): Promise<CardEntry | MoneyEntry> {
  const { requestId } = entry;
  const stored = await transaction.all(keepingEntry, {
    request_id: requestId,
    network_transaction_id: 'networkTransactionId' in entry ? entry.networkTransactionId : null,
    authorization_request_id: 'authorization' in entry ? entry.authorization : null,
    document: JSON.stringify(entry),
  });
  if (stored.length === 0) {
    const kept = first<CardEntry | MoneyEntry>(
      await transaction.all(findingEntry, { request_id: requestId }),
    );
    if (kept === undefined) throw vanished(requestId);
    return kept;
  }
  for (const { due, news } of later) {
    await transaction.run(keepingNews, { id: news.id, due, document: JSON.stringify(news) });
  }
  return entry;
}

function vanished(requestId: string): Error {
  return new Error(`The request id ${requestId} is taken, and its entry cannot be found.`);
}

function withChallenge({ document, challenge }: Document & { challenge: string | null }) {
  const entry: AuthenticationEntry = JSON.parse(document);
  return challenge === null ? entry : { ...entry, result: JSON.parse(challenge) as AuthenticationResult };
}

function first<Entry>([row]: readonly Document[]): Entry | undefined {
  return row && parse(row);
}

/** Parses a document, which has the shape in which the journal wrote it. */
function parse<Entry>({ document }: Document): Entry {
  return JSON.parse(document);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { errors } from '@onfile/shared/errors.ts';
import { crashPoint } from '../../crash-point.ts';
import { NetworkUnavailable } from '../../network/network.ts';
import { type Kept, leaseSeconds, type OperationKind } from '../../store/leases.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { RowChanged } from '../../store/table.ts';
import type { Call } from '../call.ts';
import type { CardInHand } from '../cards/card-in-hand.ts';

/*
 * The one way in which money moves: an operation is committed under a request id; the card network is asked under that
 * id, outside any transaction; its answer is committed once, with all its consequences. If the process dies in between,
 * the operation is picked up again by its request, when the client repeats it (`takenUp`), or by a job (`recover`).
 */

/** What it takes to finish an operation. Both a request's call and the server's own jobs have it. */
export type MoneyContext = Pick<Call<unknown>, 'now' | 'origin' | 'services' | 'store'>;
/** What it takes, besides, to ask the network. */
export type AskingContext = MoneyContext & Pick<Call<unknown>, 'account' | 'livemode'>;

/** What it takes to ask a card's issuer: the card in clear if the request brought it; any other card is opened from the vault. */
export type CardContext = AskingContext & { readonly inHand: CardInHand | null };

/** What it takes to begin an operation. A request also ties its idempotency key to it. */
export type Beginning = Pick<Call<unknown>, 'now' | 'services'> & Partial<Pick<Call<unknown>, 'reserve'>>;

/**
 * A kind of operation. Its row is committed before the network is asked, and holds all that the network must be told.
 * `Held` is what else was read when it began, to save reading it again; null if another request or process began it.
 */
export interface Operation<
  Row extends { readonly id: string },
  Answer,
  Result,
  Context extends MoneyContext = AskingContext,
  Held = null,
> {
  readonly kind: OperationKind;
  find(reader: Reader, id: string): Promise<Row | undefined>;
  /** Whether the network must still be asked, or asked again. */
  stands(row: Row): boolean;
  /** Asks the network. May run twice: the network acts on a request id once. */
  ask(context: Context, row: Row, held: Held | null, lease: Pick<Kept, 'stands'>): Promise<Answer>;
  /** Finds out what became of an operation whose asker is gone. Requests no new authorization. */
  lookUp(context: MoneyContext, row: Row): Promise<Answer>;
  /**
   * Commits an answer with its consequences, unless another answer has been committed already: that one stands. Throws
   * `RowChanged` if what is held is out of date; it is then called again without it.
   */
  finish(
    context: MoneyContext,
    transaction: Transaction,
    row: Row,
    answer: Answer,
    held: Held | null,
  ): Promise<Finished<Row, Result>>;
}

export interface Finished<Row, Result> {
  readonly result: Result;
  /** The row as committed. */
  readonly row: Row;
}

declare const begun: unique symbol;
/** The row of an operation on which this process holds a lease: only such a row can be carried out. */
export type Begun<Row> = Row & { readonly [begun]: true };

/** The longest that a call to a card network may take. */
const deadlineMs = 30_000;
const lookMs = 100;

/**
 * Commits, with the transaction, that the network is about to be asked: leases the operation to this process and ties the
 * request's idempotency key to it.
 */
export async function begin<Row extends { readonly id: string }>(
  { services, reserve }: Pick<Beginning, 'services' | 'reserve'>,
  transaction: Transaction,
  { kind }: { readonly kind: OperationKind },
  row: Row,
): Promise<Begun<Row>> {
  await services.leases.begin(transaction, kind, row.id);
  await reserve?.(transaction, row.id);
  return row as Begun<Row>;
}

/**
 * Carries out an operation that has begun. Throws 500 if the network does not answer: the next request or job that comes
 * to the operation finds out what became of it.
 */
export async function carryOut<
  Row extends { readonly id: string },
  Answer,
  Result,
  Context extends MoneyContext,
  Held = null,
>(
  context: Context,
  operation: Operation<Row, Answer, Result, Context, Held>,
  row: Begun<Row>,
  held: Held | null = null,
): Promise<Result> {
  try {
    return await drive(context, operation, row, held, (lease) => operation.ask(context, row, held, lease));
  } catch (error) {
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
}

/**
 * Takes up an operation whose request is repeated. Returns null if it is over. Throws 409 while this process works on it;
 * waits while another process does.
 */
export async function takenUp<Row extends { readonly id: string }>(
  { services, store, origin }: MoneyContext,
  { find }: { find(reader: Reader, id: string): Promise<Row | undefined> },
  id: string,
): Promise<Begun<Row> | null> {
  for (let waited = 0; ; waited += lookMs) {
    const claim = await services.leases.claim(store, id);
    if (claim === 'over') return null;
    if (claim === 'taken') {
      const row = await find(store.reader, id);
      return row === undefined ? null : (row as Begun<Row>);
    }
    if (claim === 'mine' || waited > 2 * leaseSeconds * 1000) {
      throw errors.idempotencyInUse(origin.idempotencyKey ?? '');
    }
    await sleep(lookMs);
  }
}

/**
 * Finishes an operation that nobody works on any more. Returns false if somebody does, or if it is over. Throws
 * `NetworkUnavailable` while the network cannot say what became of it.
 */
export async function recover<Row extends { readonly id: string }, Answer, Result, Held>(
  context: MoneyContext,
  operation: Operation<Row, Answer, Result, never, Held>,
  id: string,
): Promise<boolean> {
  const { services, store } = context;
  if ((await services.leases.claim(store, id)) !== 'taken') return false;
  const row = await operation.find(store.reader, id);
  if (row === undefined) return false;
  await drive(context, operation, row, null, () => operation.lookUp(context, row));
  return true;
}

/** Takes an operation from its first answer to its end. */
async function drive<Row extends { readonly id: string }, Answer, Result, Held>(
  context: MoneyContext,
  operation: Operation<Row, Answer, Result, never, Held>,
  row: Row,
  held: Held | null,
  ask: (lease: Kept) => Promise<Answer>,
): Promise<Result> {
  const { services, store, origin } = context;
  const lease = services.leases.keep(store, row.id);
  const commit = async (from: Row, answer: Answer, known: Held | null = null) => {
    crashPoint(`${operation.kind} answered`);
    return store.write(origin, async (transaction) => {
      const finished = await operation.finish(context, transaction, from, answer, known);
      if (operation.stands(finished.row)) await services.leases.begin(transaction, operation.kind, row.id);
      else await services.leases.end(transaction, row.id);
      return finished;
    });
  };
  const commitHeld = async (answer: Answer) => {
    try {
      return await commit(row, answer, held);
    } catch (error) {
      if (held === null || !(error instanceof RowChanged)) throw error;
      return commit(row, answer);
    }
  };
  try {
    crashPoint(`${operation.kind} begun`);
    const first = await commitHeld(await inTime(ask(lease)));
    await goOn(first.row);
    return first.result;
  } catch (error) {
    // Whoever comes next finds out what became of it. If the database is unavailable, the lease simply expires.
    await lease.release().catch(() => lease.drop());
    throw error;
  }

  /** The rest no longer concerns the caller; if the network does not answer, a job continues. */
  async function goOn(from: Row): Promise<void> {
    try {
      for (let at = from; operation.stands(at); ) {
        at = (await commit(at, await inTime(operation.lookUp(context, at)))).row;
      }
      lease.drop();
    } catch (error) {
      await lease.release();
      if (!(error instanceof NetworkUnavailable)) throw error;
    }
  }
}

/** Returns the answer, or throws `NetworkUnavailable` at the deadline, when the call may still be on its way. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const late = new AbortController();
  const deadline = sleep(deadlineMs, null, { signal: late.signal, ref: false }).then(() => {
    throw new NetworkUnavailable(`The card network has not answered within ${deadlineMs} ms.`);
  });
  deadline.catch(() => {});
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    late.abort();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { errors } from '@onfile/shared/errors.ts';
import { crashPoint } from '../../crash-point.ts';
import { NetworkUnavailable } from '../../network/network.ts';
import { leaseSeconds, type OperationKind } from '../../store/leases.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { RowChanged } from '../../store/table.ts';
import type { Call } from '../call.ts';
import type { CardInHand } from '../cards/card-in-hand.ts';

/*
 * The one way in which money moves: an operation is committed under a request id, the card network is asked under that
 * id, outside any transaction, and its answer is committed once with all that follows. Whatever ends the process between,
 * the operation is found again: by its request when that comes again (`takenUp`), or by a job (`recover`).
 */

/** What carrying an operation to its end needs. A request's call has it, and so has what the server does by itself. */
export type MoneyContext = Pick<Call<unknown>, 'now' | 'origin' | 'services' | 'store'>;
/** What asking the network needs beside it. */
export type AskingContext = MoneyContext & Pick<Call<unknown>, 'account' | 'livemode'>;

/** What asking the issuer of a card needs: the card where the request has it in clear; any other is opened. */
export type CardContext = AskingContext & { readonly inHand: CardInHand | null };

/** What beginning an operation needs: a request ties its idempotency key to it. */
export type Beginning = Pick<Call<unknown>, 'now' | 'services'> & Partial<Pick<Call<unknown>, 'reserve'>>;

/**
 * A kind of operation. Its row is committed before the network is asked, and tells all that has to be asked. `Held` is what
 * else its beginning has read, so that it need not be read again; null where another request or process began it.
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
  /** Whether the network has to be asked, still or again. */
  stands(row: Row): boolean;
  /** Asks the network. It may run again: the network acts on a request id once. */
  ask(context: Context, row: Row, held: Held | null): Promise<Answer>;
  /** What became of an operation whose asker is gone. Asks for no new authorization. */
  lookUp(context: MoneyContext, row: Row): Promise<Answer>;
  /**
   * Commits an answer with what follows from it, unless another has been committed: that stands. Throws `RowChanged`
   * where what is held is not any more as it was; it is asked again then, and holds nothing.
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
  /** As it is now. */
  readonly row: Row;
}

declare const begun: unique symbol;
/** The row of an operation that this process has a lease of: only such rows are carried out. */
export type Begun<Row> = Row & { readonly [begun]: true };

/** No call of a card network takes longer. */
const deadlineMs = 30_000;
const lookMs = 100;

/**
 * Commits, with the transaction, that the network is about to be asked: the operation is leased to this process, and its
 * request's idempotency key tied to it.
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
 * Carries out what has begun. Throws 500 where the network does not answer: what became of it is found out by the next
 * request or job that comes to it.
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
    return await drive(context, operation, row, held, () => operation.ask(context, row, held));
  } catch (error) {
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
}

/**
 * Takes up an operation whose request comes again. Null where it is over. Throws 409 while this process works on it; what
 * another process works on is waited for.
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
 * Finishes an operation that nobody works on any more. False where somebody does, or where it is over. Throws
 * `NetworkUnavailable` while the network does not tell what became of it.
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

/** From the first answer to the end of the operation. */
async function drive<Row extends { readonly id: string }, Answer, Result, Held>(
  context: MoneyContext,
  operation: Operation<Row, Answer, Result, never, Held>,
  row: Row,
  held: Held | null,
  ask: () => Promise<Answer>,
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
    const first = await commitHeld(await inTime(ask()));
    await goOn(first.row);
    return first.result;
  } catch (error) {
    // Whoever comes next finds out what became of it. Where the database is away, the lease runs out.
    await lease.release().catch(() => lease.drop());
    throw error;
  }

  /** What follows concerns the caller no more; where the network does not answer, a job goes on with it. */
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

/** The answer, or `NetworkUnavailable` at its deadline: the call may still be on its way then. */
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

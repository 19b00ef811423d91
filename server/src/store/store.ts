import { channel } from 'node:diagnostics_channel';
import type { Kysely } from 'kysely';
import { type Announcements, createAnnouncements, type Topic } from './announcements.ts';
import type { Dialect, Engine, Executor } from './engine.ts';
import { kyselyOn } from './kysely-driver.ts';
import { type Neighbours, noNeighbours } from './neighbours.ts';
import {
  type Compiled,
  compile,
  type Parameters,
  type ScopeParameters,
  type Statement,
} from './statement.ts';

/** An account in one of its two modes: the wall that no query crosses. */
export interface Scope {
  readonly account: string;
  readonly livemode: boolean;
}

/** Reads of one account and mode. */
export interface Reader {
  readonly scope: Scope;
  all<P extends object, R>(statement: Statement<P, R>, parameters: P): Promise<R[]>;
  first<P extends object, R>(statement: Statement<P, R>, parameters: P): Promise<R | undefined>;
}

/** What caused a change; events and idempotency records name it. */
export interface Origin {
  /** `req_…`; null for what the server does by itself. */
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

/** What the server does by itself. */
export const ownDoing: Origin = { requestId: null, idempotencyKey: null };

/** One transaction of one account and mode: all of its changes commit together or not at all. */
export interface Transaction extends Reader {
  readonly origin: Origin;
  run<P extends object>(statement: Statement<P, never>, parameters: P): Promise<void>;
  /**
   * Runs a step last in the transaction: what an account and mode's transactions write in such steps is numbered in the order in
   * which it becomes visible. Steps are short, because others wait for them.
   */
  atEnd(step: () => Promise<void>): void;
  /** Announces a topic once the transaction is committed. */
  announce(topic: Topic): void;
}

/** The store as resources and flows see it: bound to one account and mode. */
export interface AccountStore {
  readonly reader: Reader;
  /** Commits what `work` did, durably, before it resolves. `work` may run again after a conflict, so it has no side effects. */
  write<Result>(origin: Origin, work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
}

/** Statements over all accounts: for keys, jobs and start-up. */
export interface SystemStore {
  all<P extends object, R>(statement: Statement<P, R, false>, parameters: P): Promise<R[]>;
  run<P extends object>(statement: Statement<P, never, false>, parameters: P): Promise<void>;
  /** Runs changing statements with the same parameters in one transaction, while no other runs. */
  runAlone<P extends object>(statements: readonly Statement<P, never, false>[], parameters: P): Promise<void>;
  /** Runs one changing statement for each set of parameters, together in one transaction. */
  runEach<P extends object>(statement: Statement<P, never, false>, parameters: readonly P[]): Promise<void>;
  /** Runs one changing statement in its own transaction, and returns its rows. */
  change<P extends object, R>(statement: Statement<P, R, false>, parameters: P): Promise<R[]>;
  /** Commits what `work` did, durably, before it resolves. `work` may run again after a conflict: no side effects. */
  transaction<Result>(work: (transaction: SystemTransaction) => Promise<Result>): Promise<Result>;
}

/** A transaction over all accounts: all its changes commit together or not at all. */
export type SystemTransaction = Pick<SystemStore, 'all' | 'run'>;

/** The store for a library with tables and statements of its own: each statement is a transaction. */
export interface LibraryStore {
  readonly kysely: Kysely<unknown>;
  readonly engine: Dialect['name'];
}

export interface Store extends Announcements {
  /** Whether other processes may work on it at the same time. */
  readonly processes: Dialect['processes'];
  readonly system: SystemStore;
  library(): LibraryStore;
  account(scope: Scope): AccountStore;
  /** Commits a write that changes nothing. Rejects while writes fail. */
  tryWrite(): Promise<void>;
  close(): Promise<void>;
}

/** Publishes the SQL of each statement that an account's or the system's store executes. */
const executions = channel('onfile.statement');

/** Rewrites a row unchanged, so that its page reaches the disk. */
const writingNothing = 'update migrations set name = name where name = (select min(name) from migrations)';

export function createStore(engine: Engine, neighbours: Neighbours = noNeighbours): Store {
  const { execute, executeFirst } = executionOn(engine);
  const announcements = createAnnouncements(neighbours);

  async function holdOrder(executor: Executor, scope: Scope): Promise<void> {
    const { orderLock } = engine.dialect;
    if (orderLock !== null) await executor.all(orderLock, [scope.account, modeOf(scope)]);
  }

  function readerOf(executor: Executor, scope: Scope): Reader {
    const bound: ScopeParameters = { account: scope.account, mode: modeOf(scope) };
    return {
      scope,
      all: (statement, parameters) => execute(executor, statement, parameters, bound),
      first: (statement, parameters) => executeFirst(executor, statement, parameters, bound),
    };
  }

  return {
    ...announcements,
    processes: engine.dialect.processes,
    system: systemStoreOf(engine, execute),
    account: (scope) => ({
      reader: readerOf(engine.reader, scope),
      write: async (origin, work) => {
        let announced = new Set<Topic>();
        const result = await engine.transaction(async (executor) => {
          announced = new Set();
          const lastSteps: (() => Promise<void>)[] = [];
          const reader = readerOf(executor, scope);
          const done = await work({
            ...reader,
            origin,
            run: async (statement, parameters) => {
              await reader.all(statement, parameters);
            },
            atEnd: (step) => lastSteps.push(step),
            announce: (topic) => announced.add(topic),
          });
          if (lastSteps.length > 0) await holdOrder(executor, scope);
          for (const step of lastSteps) await step();
          return done;
        });
        for (const topic of announced) void announcements.announce(topic, scope.account);
        return result;
      },
    }),
    library: () => ({ kysely: kyselyOn(engine), engine: engine.dialect.name }),
    tryWrite: async () => {
      await engine.transaction((executor) => executor.all(writingNothing, []));
    },
    close: async () => {
      await neighbours.leave();
      await engine.close();
    },
  };
}

/** Executes statements on an engine: compiles each once and binds it each time. */
function executionOn(engine: Engine) {
  const compiled = new WeakMap<object, Compiled>();

  function readyOf<P extends object, R>(statement: Statement<P, R, boolean>): Compiled {
    let ready = compiled.get(statement);
    if (ready === undefined) {
      ready = compile(statement, engine);
      compiled.set(statement, ready);
    }
    if (executions.hasSubscribers) executions.publish(ready.sql);
    return ready;
  }

  // The only two places where SQL's rows become the statement's declared row type.
  async function execute<P extends object, R>(
    executor: Executor,
    statement: Statement<P, R, boolean>,
    parameters: P,
    scope: ScopeParameters | null = null,
  ): Promise<R[]> {
    const { sql, bind } = readyOf(statement);
    return (await executor.all(sql, bind(parameters as Parameters, scope))) as R[];
  }

  async function executeFirst<P extends object, R>(
    executor: Executor,
    statement: Statement<P, R, boolean>,
    parameters: P,
    scope: ScopeParameters,
  ): Promise<R | undefined> {
    const { sql, bind } = readyOf(statement);
    return (await executor.first(sql, bind(parameters as Parameters, scope))) as R | undefined;
  }

  return { execute, executeFirst };
}

type Execute = <P extends object, R>(
  executor: Executor,
  statement: Statement<P, R, false>,
  parameters: P,
) => Promise<R[]>;

function systemStoreOf(engine: Engine, execute: Execute): SystemStore {
  return {
    all: (statement, parameters) => execute(engine.reader, statement, parameters),
    run: async (statement, parameters) => {
      await engine.transaction((executor) => execute(executor, statement, parameters));
    },
    runAlone: (statements, parameters) =>
      engine.exclusively(async (executor) => {
        for (const statement of statements) await execute(executor, statement, parameters);
      }),
    runEach: (statement, parameters) =>
      engine.transaction(async (executor) => {
        for (const each of parameters) await execute(executor, statement, each);
      }),
    change: (statement, parameters) =>
      engine.transaction((executor) => execute(executor, statement, parameters)),
    transaction: (work) =>
      engine.transaction((executor) =>
        work({
          all: (statement, parameters) => execute(executor, statement, parameters),
          run: async (statement, parameters) => {
            await execute(executor, statement, parameters);
          },
        }),
      ),
  };
}

function modeOf({ livemode }: Scope): ScopeParameters['mode'] {
  return livemode ? 'live' : 'test';
}

import type { Executor } from '../engine.ts';

interface Job {
  run(): Promise<void>;
  /** Called once the commit is on disk. */
  settle(): void;
  fail(error: unknown): void;
  failed: boolean;
}

/** Bounds how long the answers of one commit wait for each other. */
const jobsPerCommitMax = 256;

/**
 * Lets writers that are ready together share one commit: their transactions run one after another in one SQLite transaction,
 * and a single fsync releases all their answers. If one throws, all run again, each in a savepoint (which costs a third more),
 * so that it is rolled back alone. If the commit itself fails, all of them fail.
 */
export function sharedCommit(executor: Executor) {
  let waiting: Job[] = [];
  let flushing = false;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      await gather();
      const jobs = waiting.slice(0, jobsPerCommitMax);
      waiting = waiting.slice(jobsPerCommitMax);
      try {
        await commit(jobs);
      } catch (error) {
        for (const job of jobs) if (!job.failed) job.fail(error);
      }
    }
    flushing = false;
  }

  /** A commit blocks the thread, so requests that have already arrived are read first, as long as they bring writers. */
  async function gather(): Promise<void> {
    for (let known = 0; known < waiting.length && known < jobsPerCommitMax; ) {
      known = waiting.length;
      await new Promise(setImmediate);
    }
  }

  async function commit(jobs: readonly Job[]): Promise<void> {
    await executor.all('begin immediate', []);
    try {
      if (!(await runTogether(jobs))) {
        await executor.all('rollback', []);
        await executor.all('begin immediate', []);
        for (const job of jobs) await runAsSavepoint(job);
      }
      await executor.all('commit', []);
    } catch (error) {
      await executor.all('rollback', []).catch(() => []);
      throw error;
    }
    for (const job of jobs) if (!job.failed) job.settle();
  }

  /** Whether none of them threw. */
  async function runTogether(jobs: readonly Job[]): Promise<boolean> {
    try {
      for (const job of jobs) await job.run();
      return true;
    } catch {
      return false;
    }
  }

  async function runAsSavepoint(job: Job): Promise<void> {
    await executor.all('savepoint job', []);
    try {
      await job.run();
    } catch (error) {
      job.failed = true;
      await executor.all('rollback to job', []);
      job.fail(error);
    }
    await executor.all('release job', []);
  }

  return function transaction<Result>(work: (executor: Executor) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      let result: { readonly value: Result } | undefined;
      waiting.push({
        failed: false,
        run: async () => {
          result = { value: await work(executor) };
        },
        settle: () => {
          if (result !== undefined) resolve(result.value);
        },
        fail: reject,
      });
      if (!flushing) {
        flushing = true;
        void flush();
      }
    });
  };
}

import Database from 'libsql';
import { ownDatabaseFile } from '../../config/own-file.ts';
import { NetworkUnavailable } from '../network.ts';
import { type Entries, openEntries } from './journal-entries.ts';

interface Job {
  run(): void;
  settle(): void;
  fail(error: unknown): void;
  failed: boolean;
}

/**
 * The issuer's durable memory, in a SQLite file of its own: what was answered can be looked up after any crash.
 * Work that arrives together runs one after another in one transaction, and its one commit, on disk, releases all
 * the answers.
 */
export class Journal {
  /** For reading; outside of `write` nothing may be appended. */
  readonly entries: Omit<Entries, 'append' | 'dropNews' | 'appendAuthentication' | 'appendChallenge'>;
  readonly #database: Database.Database;
  readonly #writable: Entries;
  #waiting: Job[] = [];
  #closed = false;

  constructor(file: string) {
    ownDatabaseFile(file);
    this.#database = new Database(file);
    this.#database.exec(
      'pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on',
    );
    this.#writable = openEntries(this.#database);
    this.entries = this.#writable;
  }

  /**
   * Runs `work` alone and resolves to its result once it is on disk. Work that throws fails by itself; it must
   * append once at most, and last. Rejects with `NetworkUnavailable` when the journal cannot be written.
   */
  write<Result>(work: (entries: Entries) => Result): Promise<Result> {
    if (this.#closed) return Promise.reject(new NetworkUnavailable('The simulated network is closed.'));
    return new Promise((resolve, reject) => {
      let result: { readonly value: Result } | undefined;
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({
        failed: false,
        run: () => {
          result = { value: work(this.#writable) };
        },
        settle: () => {
          if (result !== undefined) resolve(result.value);
        },
        fail: reject,
      });
    });
  }

  /** Finishes the work that waits. */
  close(): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    this.#database.close();
  }

  #flush(): void {
    const jobs = this.#waiting;
    this.#waiting = [];
    if (jobs.length === 0) return;
    try {
      this.#database.exec('begin immediate');
      for (const job of jobs) attempt(job);
      this.#database.exec('commit');
    } catch (cause) {
      if (this.#database.inTransaction) this.#database.exec('rollback');
      const error = new NetworkUnavailable('The simulated network cannot write its journal.', { cause });
      for (const job of jobs) if (!job.failed) job.fail(error);
      return;
    }
    for (const job of jobs) if (!job.failed) job.settle();
  }
}

function attempt(job: Job): void {
  try {
    job.run();
  } catch (error) {
    job.failed = true;
    job.fail(error);
  }
}

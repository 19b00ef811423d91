import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';

const ownersOnly = 0o600;
/** What SQLite keeps beside a database; it gives new ones the database's own mode. */
const beside = ['', '-wal', '-shm', '-journal'];

/** Makes a database's file, if it is not there, and lets nobody but its owner read it and what lies beside it. */
export function ownDatabaseFile(file: string): void {
  closeSync(openSync(file, 'a', ownersOnly));
  for (const suffix of beside) if (existsSync(file + suffix)) chmodSync(file + suffix, ownersOnly);
}

import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';

const ownersOnly = 0o600;
/** What SQLite keeps beside a database; new ones get the database's own mode. */
const beside = ['', '-wal', '-shm', '-journal'];

/** Creates a database's file if it does not exist, and makes it and the files beside it readable only by its owner. */
export function ownDatabaseFile(file: string): void {
  closeSync(openSync(file, 'a', ownersOnly));
  for (const suffix of beside) if (existsSync(file + suffix)) chmodSync(file + suffix, ownersOnly);
}

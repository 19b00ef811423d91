import { join } from 'node:path';
import Database from 'libsql';
import { ownDatabaseFile } from '../../config/own-file.ts';

/**
 * Takes a folder for this process alone; returns a function that gives it back, or null while another has it. It is the lock of
 * an empty database, which the system releases however a process ends.
 */
export function holdFolder(folder: string): (() => void) | null {
  const file = join(folder, 'onfile.lock');
  ownDatabaseFile(file);
  const lock = new Database(file);
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive');
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return () => lock.close();
}

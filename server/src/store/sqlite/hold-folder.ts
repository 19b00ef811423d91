import { join } from 'node:path';
import Database from 'libsql';

/**
 * Takes a folder for this process alone; answers what gives it back, or null while another has it. It is the lock of an
 * empty database, which the system lets go however a process ends.
 */
export function holdFolder(folder: string): (() => void) | null {
  const lock = new Database(join(folder, 'onfile.lock'));
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive');
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return () => lock.close();
}

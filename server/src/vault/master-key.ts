import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Key } from './seal.ts';

/** Where the master key comes from; the first that is set is used. */
export interface MasterKeySource {
  /** 32 bytes in base64. */
  readonly value?: string | undefined;
  /** A file that holds it, readable by its owner only. */
  readonly file?: string | undefined;
  /** A command that prints it, such as a secret manager's client. */
  readonly command?: string | undefined;
  /** In development, a key is made in this folder when no other source is set. */
  readonly developmentFolder?: string | undefined;
}

const keyBytes = 32;
const othersMayRead = 0o077;

/** Reads the master key. Throws an Error that says what to do, and never the key. */
export function readMasterKey(source: MasterKeySource): Key {
  if (source.value) return keyOf(source.value, 'ONFILE_MASTER_KEY');
  if (source.file) return keyOf(readPrivate(source.file), source.file);
  if (source.command) {
    return keyOf(
      execFileSync('/bin/sh', ['-c', source.command], { encoding: 'utf8' }),
      'the master key command',
    );
  }
  if (source.developmentFolder !== undefined) {
    const file = join(source.developmentFolder, 'master.key');
    if (!existsSync(file)) makeKeyFile(file);
    return keyOf(readPrivate(file), file);
  }
  throw new Error(
    'No master key: set ONFILE_MASTER_KEY (32 bytes in base64), ONFILE_MASTER_KEY_FILE or ONFILE_MASTER_KEY_COMMAND.',
  );
}

function readPrivate(file: string): string {
  if ((statSync(file).mode & othersMayRead) !== 0) {
    throw new Error(`The master key file ${file} can be read by others: run chmod 600 on it.`);
  }
  return readFileSync(file, 'utf8');
}

/** Written whole under another name first, so that two first starts cannot make two keys. */
function makeKeyFile(file: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft);
  }
}

/** The id names the key without telling it: keys sealed by another master key are recognized. */
function keyOf(text: string, where: string): Key {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== keyBytes) throw new Error(`The master key in ${where} is not 32 bytes in base64.`);
  return {
    id: `master_${createHash('sha256').update('onfile master key id').update(bytes).digest('hex').slice(0, 12)}`,
    bytes,
  };
}

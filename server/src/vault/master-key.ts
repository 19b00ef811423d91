import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config.ts';
import type { Key } from './seal.ts';

/** Where the master key comes from; the first that is set is used. */
export interface MasterKeySource {
  /** 32 bytes in base64. */
  readonly value?: string | undefined;
  /** A file that holds it, readable only by its owner. */
  readonly file?: string | undefined;
  /** A command that prints it, such as a secret manager's client. */
  readonly command?: string | undefined;
  /** In development, the folder in which the key is kept if no other source is set. */
  readonly developmentFolder?: string | undefined;
  /** Whether a key may be created there, because nothing is sealed yet. */
  readonly mayMake?: boolean;
}

/** A key, and where it was found, in the words of the person who starts the server. */
export interface FoundKey {
  readonly key: Key;
  readonly source: string;
}

const keyBytes = 32;
const othersMayRead = 0o077;
/** 32 bytes in base64 or base64url. */
const written = /^[\w+/-]{43}=?$/;

/** Reads the master key. Throws ConfigError, which says what to do and never repeats the key. */
export function readMasterKey(source: MasterKeySource): FoundKey {
  if (source.value) return keyOf(source.value, 'ONFILE_MASTER_KEY');
  if (source.file) return readMasterKeyFile(source.file, 'ONFILE_MASTER_KEY_FILE');
  if (source.command) return keyOf(printedBy(source.command), 'ONFILE_MASTER_KEY_COMMAND');
  if (source.developmentFolder === undefined) {
    throw new ConfigError(
      'There is no master key: set ONFILE_MASTER_KEY (32 bytes in base64), ONFILE_MASTER_KEY_FILE or ONFILE_MASTER_KEY_COMMAND.',
    );
  }
  const file = join(source.developmentFolder, 'master.key');
  if (!existsSync(file)) {
    if (source.mayMake !== true) {
      throw new ConfigError(
        `The master key of this database is missing: its cards are sealed under it. Put ${file} back where it was, or name the key with ONFILE_MASTER_KEY, ONFILE_MASTER_KEY_FILE or ONFILE_MASTER_KEY_COMMAND.`,
      );
    }
    makeKeyFile(file);
  }
  return readMasterKeyFile(file, 'the data folder');
}

/** Reads a file that `setting` names and nobody else may read. Throws ConfigError. */
export function readMasterKeyFile(file: string, setting: string): FoundKey {
  const place = `The master key file ${file} of ${setting}`;
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new ConfigError(`${place} does not exist.`);
  if ((found.mode & othersMayRead) !== 0) {
    throw new ConfigError(`${place} can be read by others: run chmod 600 on it.`);
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(`${place} cannot be read.`);
  }
  return keyOf(text, `${setting}, ${file},`);
}

function printedBy(command: string): string {
  try {
    return execFileSync('/bin/sh', ['-c', command], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  } catch {
    throw new ConfigError(
      'ONFILE_MASTER_KEY_COMMAND failed: it has to print the master key and exit with 0.',
    );
  }
}

/** Written under another name first, so that two simultaneous first starts cannot create two keys. */
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

/** The id identifies the key without revealing it, so that keys sealed by another master key are recognized. */
function keyOf(text: string, source: string): FoundKey {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (!written.test(text.trim()) || bytes.length !== keyBytes) {
    throw new ConfigError(`The master key of ${source} is not 32 bytes in base64.`);
  }
  const digest = createHash('sha256').update('onfile master key id').update(bytes).digest('hex');
  return { key: { id: `master_${digest.slice(0, 12)}`, bytes }, source };
}

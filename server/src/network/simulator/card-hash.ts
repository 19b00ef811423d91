import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CardNumber } from '../../vault/card-number.ts';

const keyBytes = 32;

/**
 * Hashes that tell whether two journal entries are of one card: HMAC-SHA-256 (RFC 2104) under the key in
 * `simulator.key` of `folder`, which is made when missing.
 */
export function cardHasher(folder: string): (number: CardNumber) => string {
  const key = readKey(join(folder, 'simulator.key'));
  return (number) => createHmac('sha256', key).update(number.reveal()).digest('base64url');
}

function readKey(file: string): Buffer {
  try {
    writeFileSync(file, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = readFileSync(file);
  if (key.length !== keyBytes) throw new Error(`The key in ${file} is not ${keyBytes} bytes.`);
  return key;
}

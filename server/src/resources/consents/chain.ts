import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ConsentEntry } from './entry.ts';

/** What the first entry names as its predecessor. */
export const genesisHash = createHash('sha256').update('onfile consent journal').digest('hex');

/** The entry's SHA-256 as canonical JSON (RFC 8785), in hex. Each entry names the hash before it, which makes the chain. */
export function entryHash(entry: ConsentEntry): string {
  const canonical = canonicalize(entry);
  if (canonical === undefined) throw new Error('A consent entry has no canonical form.');
  return createHash('sha256').update(canonical).digest('hex');
}

/** The position of the first entry that was altered, removed or moved; null if the chain is whole. `entries` are oldest first. */
export function brokenAt(
  entries: readonly { readonly entry: ConsentEntry; readonly hash: string }[],
): number | null {
  let previous = genesisHash;
  for (const [index, { entry, hash }] of entries.entries()) {
    if (entry.sequence !== index + 1 || entry.previous_hash !== previous || entryHash(entry) !== hash)
      return index;
    previous = hash;
  }
  return null;
}

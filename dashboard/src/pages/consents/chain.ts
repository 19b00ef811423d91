import canonicalize from 'canonicalize';
import type { Consent } from '../../api/types.ts';

/** The genesis hash is the SHA-256 of this text; docs/consents.md. */
const genesisText = 'onfile consent journal';

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The hash that an entry must have: of its canonical JSON with the account, and without what only the API adds. */
async function hashOf(entry: Consent, account: string): Promise<string> {
  const { hash: _hash, created: _created, object: _object, ...kept } = { object: null, ...entry };
  return sha256(canonicalize({ ...kept, account }) ?? '');
}

/** The sequence of the first entry that was altered, removed or moved; null if the chain is whole. `entries` are oldest first. */
export async function brokenAt(entries: readonly Consent[], account: string): Promise<number | null> {
  let previous = await sha256(genesisText);
  for (const [index, entry] of entries.entries()) {
    const fits =
      entry.sequence === index + 1 &&
      entry.previous_hash === previous &&
      (await hashOf(entry, account)) === entry.hash;
    if (!fits) return index + 1;
    previous = entry.hash;
  }
  return null;
}

import { randomBytes } from 'node:crypto';
import { type Key, keyIdOf, open, seal, VaultError } from './seal.ts';

/** `card` keys seal numbers and codes; the `fingerprint` key is only ever used for fingerprints. */
export type KeyPurpose = 'card' | 'fingerprint';

/** A key as it is stored: sealed by the master key. */
export interface WrappedKey {
  readonly id: string;
  readonly purpose: KeyPurpose;
  readonly created: number;
  readonly active: boolean;
  readonly wrapped: string;
}

/** Where wrapped keys are kept. */
export interface DataKeyStore {
  all(): Promise<WrappedKey[]>;
  /** Adds a key; when it is active, the others of its purpose are no longer. */
  add(key: WrappedKey): Promise<void>;
  /** Replaces the wrapping of a key that is there. */
  rewrap(key: WrappedKey): Promise<void>;
}

const keyBytes = 32;

/** The opened keys of one server; held in memory so that sealing and opening do not wait. */
export interface KeyRing {
  active(purpose: KeyPurpose): Key;
  byId(id: string): Key;
}

/** Opens all keys under the master key, and makes the first of each purpose. Throws VaultError for the wrong master key. */
export async function openKeyRing(master: Key, store: DataKeyStore, now: number): Promise<KeyRing> {
  for (const purpose of ['card', 'fingerprint'] as const) {
    const known = await store.all();
    if (!known.some((key) => key.purpose === purpose)) await addKey(master, store, purpose, now);
  }
  const opened = new Map<string, Key>();
  const active = new Map<KeyPurpose, Key>();
  for (const wrapped of await store.all()) {
    const key = { id: wrapped.id, bytes: unwrap(master, wrapped) };
    opened.set(key.id, key);
    if (wrapped.active) active.set(wrapped.purpose, key);
  }
  const found = (key: Key | undefined): Key => {
    if (key === undefined) throw new VaultError();
    return key;
  };
  return { active: (purpose) => found(active.get(purpose)), byId: (id) => found(opened.get(id)) };
}

/** Makes a key of a purpose the active one; what older keys sealed still opens. */
export async function addKey(
  master: Key,
  store: DataKeyStore,
  purpose: KeyPurpose,
  now: number,
): Promise<void> {
  const id = `${purpose}_${randomBytes(8).toString('hex')}`;
  await store.add({
    id,
    purpose,
    created: now,
    active: true,
    wrapped: seal(master, randomBytes(keyBytes), wrapBinding(id, purpose)),
  });
}

/** Seals every key anew under another master key. Keys already under it stay as they are, so it can be run again. */
export async function rewrapKeys(from: Key, to: Key, store: DataKeyStore): Promise<void> {
  for (const wrapped of await store.all()) {
    if (keyIdOf(wrapped.wrapped) === to.id) continue;
    const bytes = unwrap(from, wrapped);
    await store.rewrap({ ...wrapped, wrapped: seal(to, bytes, wrapBinding(wrapped.id, wrapped.purpose)) });
  }
}

function unwrap(master: Key, wrapped: WrappedKey): Buffer {
  if (keyIdOf(wrapped.wrapped) !== master.id) throw new VaultError();
  return open(master, wrapped.wrapped, wrapBinding(wrapped.id, wrapped.purpose));
}

function wrapBinding(id: string, purpose: KeyPurpose): string {
  return `onfile data key ${id} ${purpose}`;
}

import { randomBytes } from 'node:crypto';
import { type Key, keyIdOf, open, seal, VaultError } from './seal.ts';

/**
 * `card` keys seal numbers and codes; the newest seals, older ones still open. There is one `fingerprint` key, used only
 * for fingerprints, because another would give the same card another fingerprint. The `sign_in` key signs the dashboard's
 * cookies and seals its members' authenticator secrets.
 */
const purposes = ['card', 'fingerprint', 'sign_in'] as const;
export type KeyPurpose = (typeof purposes)[number];

/** A key as it is stored: sealed by the master key. */
export interface WrappedKey {
  readonly purpose: KeyPurpose;
  /** From 1, per purpose. */
  readonly number: number;
  /** Unix seconds. */
  readonly created: number;
  readonly wrapped: string;
}

/** Where wrapped keys are kept. */
export interface DataKeyStore {
  /** By purpose and number, ascending. */
  all(): Promise<WrappedKey[]>;
  /** Adds a key unless its purpose already has one of that number: of two servers that add at once, the first prevails. */
  add(key: WrappedKey): Promise<void>;
  /** Replaces the wrappings of existing keys, all of them or none. */
  rewrap(keys: readonly WrappedKey[]): Promise<void>;
}

const keyBytes = 32;

/** One process's opened keys, held in memory so that sealing does not wait. */
export interface KeyRing {
  /** The key that seals from now on: the newest known. Throws VaultError if there is none. */
  newest(purpose: KeyPurpose): Key;
  /** The key that a seal names, fetched if another process has created it since. Throws VaultError for an unknown id. */
  byId(id: string): Promise<Key>;
  /** Learns of keys that other processes have created. Throws VaultError if they are under another master key. */
  refresh(): Promise<void>;
}

/** Opens all keys under the master key, and creates the first of each purpose. Throws VaultError for the wrong master key. */
export async function openKeyRing(master: Key, store: DataKeyStore, now: number): Promise<KeyRing> {
  const opened = new Map<string, Key>();
  const newest = new Map<KeyPurpose, Key>();

  async function refresh(): Promise<void> {
    for (const wrapped of await store.all()) {
      const id = idOf(wrapped);
      const key = opened.get(id) ?? { id, bytes: unwrap(master, wrapped) };
      opened.set(id, key);
      newest.set(wrapped.purpose, key);
    }
  }

  await refresh();
  for (const purpose of purposes) {
    if (!newest.has(purpose)) await store.add(newKey(master, purpose, 1, now));
  }
  await refresh();
  return {
    refresh,
    newest: (purpose) => found(newest.get(purpose)),
    byId: async (id) => {
      if (!opened.has(id)) await refresh();
      return found(opened.get(id));
    },
  };
}

/** Creates a card key that seals from now on; what older keys sealed still opens. */
export async function addCardKey(master: Key, store: DataKeyStore, now: number): Promise<void> {
  const numbers = (await store.all()).filter((key) => key.purpose === 'card').map((key) => key.number);
  await store.add(newKey(master, 'card', Math.max(0, ...numbers) + 1, now));
}

/** Reseals every key under another master key. Keys already under it stay as they are, so it can be run again. */
export async function rewrapKeys(from: Key, to: Key, store: DataKeyStore): Promise<void> {
  const before = (await store.all()).filter(({ wrapped }) => keyIdOf(wrapped) !== to.id);
  await store.rewrap(
    before.map((key) => ({ ...key, wrapped: seal(to, unwrap(from, key), wrapBinding(key)) })),
  );
}

type KeyName = Pick<WrappedKey, 'purpose' | 'number'>;

function newKey(master: Key, purpose: KeyPurpose, number: number, now: number): WrappedKey {
  const name = { purpose, number };
  return { ...name, created: now, wrapped: seal(master, randomBytes(keyBytes), wrapBinding(name)) };
}

function unwrap(master: Key, wrapped: WrappedKey): Buffer {
  if (keyIdOf(wrapped.wrapped) !== master.id) throw new VaultError();
  return open(master, wrapped.wrapped, wrapBinding(wrapped));
}

function idOf({ purpose, number }: KeyName): string {
  return `${purpose}_${number}`;
}

function wrapBinding(key: KeyName): string {
  return `onfile data key ${idOf(key)}`;
}

function found(key: Key | undefined): Key {
  if (key === undefined) throw new VaultError();
  return key;
}

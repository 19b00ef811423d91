import { CardNumber, SecurityCode } from './card-number.ts';
import type { DataKeyStore, WrappedKey } from './keys.ts';
import type { Key } from './seal.ts';

export const master: Key = { id: 'master_a', bytes: Buffer.alloc(32, 1) };
export const nextMaster: Key = { id: 'master_b', bytes: Buffer.alloc(32, 9) };

export function card(text: string): CardNumber {
  const number = CardNumber.parse(text);
  if (typeof number === 'string') throw new Error(number);
  return number;
}

export function code(text: string): SecurityCode {
  const parsed = SecurityCode.parse(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}

/** Wrapped keys in memory, with the rules of the store's table. */
export function memoryKeys(): DataKeyStore {
  const keys = new Map<string, WrappedKey>();
  const place = (key: WrappedKey) => `${key.purpose} ${String(key.number).padStart(9, '0')}`;
  return {
    all: async () => [...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key),
    add: async (key) => {
      if (!keys.has(place(key))) keys.set(place(key), key);
    },
    rewrap: async (rewrapped) => {
      for (const key of rewrapped) keys.set(place(key), key);
    },
  };
}

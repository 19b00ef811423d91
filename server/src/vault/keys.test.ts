import { describe, expect, it } from 'vitest';
import { addCardKey, openKeyRing, rewrapKeys } from './keys.ts';
import { VaultError } from './seal.ts';
import { master, memoryKeys, nextMaster } from './vault.fixtures.ts';

describe('a key ring', () => {
  it('starts with a key of each purpose, and finds the same ones again', async () => {
    const store = memoryKeys();
    const first = await openKeyRing(master, store, 1);
    const again = await openKeyRing(master, store, 2);
    expect(await store.all()).toMatchObject([
      { purpose: 'card', number: 1, created: 1 },
      { purpose: 'fingerprint', number: 1, created: 1 },
      { purpose: 'sign_in', number: 1, created: 1 },
    ]);
    for (const purpose of ['card', 'fingerprint', 'sign_in'] as const) {
      expect(again.newest(purpose)).toEqual(first.newest(purpose));
    }
    expect(first.newest('card').bytes).not.toEqual(first.newest('fingerprint').bytes);
  });

  it('is the same for servers that start on an empty store simultaneously', async () => {
    const store = memoryKeys();
    const rings = await Promise.all([1, 2, 3].map((now) => openKeyRing(master, store, now)));
    expect(new Set(rings.map((ring) => ring.newest('fingerprint').bytes.toString('hex'))).size).toBe(1);
    expect(await store.all()).toHaveLength(3);
  });

  it('stores no key in clear', async () => {
    const store = memoryKeys();
    const ring = await openKeyRing(master, store, 1);
    const { bytes } = ring.newest('card');
    const stored = JSON.stringify(await store.all());
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      expect(stored).not.toContain(bytes.toString(encoding));
    }
  });

  it('fetches a key that another server created when a seal names it', async () => {
    const store = memoryKeys();
    const ring = await openKeyRing(master, store, 1);
    await addCardKey(master, store, 2);
    expect(ring.newest('card').id).toBe('card_1');
    expect((await ring.byId('card_2')).id).toBe('card_2');
    expect(ring.newest('card').id).toBe('card_2');
    expect((await ring.byId('card_1')).id).toBe('card_1');
  });

  it('orders keys by number, not by text', async () => {
    const store = memoryKeys();
    for (let made = 0; made < 11; made += 1) await addCardKey(master, store, 1);
    expect((await openKeyRing(master, store, 1)).newest('card').id).toBe('card_11');
  });

  it('knows only its own keys', async () => {
    const ring = await openKeyRing(master, memoryKeys(), 1);
    await expect(ring.byId('card_9')).rejects.toThrow(VaultError);
  });

  it('does not open under another master key, or with two keys swapped', async () => {
    const store = memoryKeys();
    await openKeyRing(master, store, 1);
    await expect(openKeyRing(nextMaster, store, 1)).rejects.toThrow(VaultError);
    const [card, fingerprint] = await store.all();
    if (card === undefined || fingerprint === undefined) throw new Error('Keys are missing.');
    await store.rewrap([{ ...card, wrapped: fingerprint.wrapped }]);
    await expect(openKeyRing(master, store, 1)).rejects.toThrow(VaultError);
  });
});

describe('another master key', () => {
  it('holds the same keys, and the move can be repeated after stopping half-way', async () => {
    const store = memoryKeys();
    const before = await openKeyRing(master, store, 1);
    const [first] = await store.all();
    const half = { ...store, all: async () => (first === undefined ? [] : [first]) };
    await rewrapKeys(master, nextMaster, half);
    await rewrapKeys(master, nextMaster, store);
    await rewrapKeys(master, nextMaster, store);
    const after = await openKeyRing(nextMaster, store, 2);
    expect(after.newest('card')).toEqual(before.newest('card'));
    expect(after.newest('fingerprint')).toEqual(before.newest('fingerprint'));
    await expect(openKeyRing(master, store, 2)).rejects.toThrow(VaultError);
  });

  it('does not affect a running server', async () => {
    const store = memoryKeys();
    const running = await openKeyRing(master, store, 1);
    await rewrapKeys(master, nextMaster, store);
    await running.refresh();
    expect((await running.byId('card_1')).id).toBe('card_1');
  });
});

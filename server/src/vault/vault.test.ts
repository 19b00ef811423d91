import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardNumber, SecurityCode } from './card-number.ts';
import { addKey, type DataKeyStore, openKeyRing, rewrapKeys, type WrappedKey } from './keys.ts';
import { type Key, open, seal, VaultError } from './seal.ts';
import { createVault } from './vault.ts';

const master: Key = { id: 'master_a', bytes: Buffer.alloc(32, 1) };
const binding = { account: 'acct_1', livemode: false, paymentMethod: 'pm_1' };

function memoryKeys(): DataKeyStore {
  let keys: WrappedKey[] = [];
  return {
    all: async () => keys,
    add: async (key) => {
      keys = [
        ...keys.map((old) => (old.purpose === key.purpose ? { ...old, active: !key.active } : old)),
        key,
      ];
    },
    rewrap: async (key) => {
      keys = keys.map((old) => (old.id === key.id ? key : old));
    },
  };
}

function card(text: string): CardNumber {
  const number = CardNumber.parse(text);
  if (typeof number === 'string') throw new Error(number);
  return number;
}

async function freshVault() {
  const store = memoryKeys();
  return { store, vault: createVault(await openKeyRing(master, store, 1)) };
}

describe('a card number', () => {
  it('is taken with spaces and dashes and refused with a reason', () => {
    expect(card('4242 4242-4242 4242').last4).toBe('4242');
    expect(CardNumber.parse('4242424242424241')).toBe('incorrect_number');
    expect(CardNumber.parse('four')).toBe('invalid_number');
    expect(CardNumber.parse('42')).toBe('incorrect_number');
  });

  it('cannot be printed by mistake', () => {
    const number = card('4242424242424242');
    const shown = [
      `${number}`,
      JSON.stringify({ number }),
      inspect({ number }),
      inspect(new Error('x', { cause: number })),
    ];
    for (const text of shown) expect(text).not.toContain('424242');
    expect(number.reveal()).toBe('4242424242424242');
  });
});

describe('a seal', () => {
  it('is AES-256-GCM as published (test case 13 of the GCM specification)', () => {
    const published = Buffer.concat([
      Buffer.alloc(12),
      Buffer.from('530f8afbc74536b9a963b4f1c4cb738b', 'hex'),
    ]);
    const key = { id: 'k', bytes: Buffer.alloc(32) };
    expect(open(key, `v1.k.${published.toString('base64url')}`, '')).toHaveLength(0);
  });

  it('opens to what was sealed, and to nothing when a byte, the key or the owner is another', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.string(), fc.nat(), (value, owner, at) => {
        const sealed = seal(master, Buffer.from(value), owner);
        expect(open(master, sealed, owner)).toEqual(Buffer.from(value));
        expect(() => open(master, sealed, `${owner}x`)).toThrow(VaultError);
        expect(() => open({ id: 'b', bytes: Buffer.alloc(32, 2) }, sealed, owner)).toThrow(VaultError);
        const [version, id, body = ''] = sealed.split('.');
        const bytes = Buffer.from(body, 'base64url');
        bytes.writeUInt8(bytes.readUInt8(at % bytes.length) ^ 1, at % bytes.length);
        expect(() => open(master, `${version}.${id}.${bytes.toString('base64url')}`, owner)).toThrow(
          VaultError,
        );
      }),
    );
  });
});

describe('the vault', () => {
  it('opens a card for the payment method it was sealed for, and for no other row', async () => {
    const { vault } = await freshVault();
    const sealed = vault.sealCard(card('4000056655665556'), binding);
    expect(sealed).not.toContain('4000056655665556');
    expect(vault.openCard(sealed, binding).reveal()).toBe('4000056655665556');
    expect(() => vault.openCard(sealed, { ...binding, paymentMethod: 'pm_2' })).toThrow(VaultError);
    expect(() => vault.openCard(sealed, { ...binding, account: 'acct_2' })).toThrow(VaultError);
    expect(() => vault.openCard(sealed, { ...binding, livemode: true })).toThrow(VaultError);
    expect(() => vault.openSecurityCode(sealed, binding)).toThrow(VaultError);
  });

  it('seals security codes', async () => {
    const { vault } = await freshVault();
    const code = SecurityCode.parse('123', 3);
    if (typeof code === 'string') throw new Error(code);
    expect(vault.openSecurityCode(vault.sealSecurityCode(code, binding), binding).reveal()).toBe('123');
  });

  it('gives a number one fingerprint per account and mode', async () => {
    const { vault } = await freshVault();
    const number = card('4242424242424242');
    const here = vault.fingerprint(number, binding);
    expect(here).toMatch(/^[A-Za-z0-9]{16}$/);
    expect(vault.fingerprint(card('4242 4242 4242 4242'), binding)).toBe(here);
    expect(vault.fingerprint(number, { account: 'acct_2', livemode: false })).not.toBe(here);
    expect(vault.fingerprint(number, { account: 'acct_1', livemode: true })).not.toBe(here);
  });

  it('opens old seals after a new key became the active one', async () => {
    const { vault, store } = await freshVault();
    const old = vault.sealCard(card('4242424242424242'), binding);
    await addKey(master, store, 'card', 2);
    const rotated = createVault(await openKeyRing(master, store, 3));
    expect(rotated.openCard(old, binding).last4).toBe('4242');
    expect(rotated.sealCard(card('4242424242424242'), binding).split('.')[1]).not.toBe(old.split('.')[1]);
  });

  it('moves to another master key, and refuses the wrong one', async () => {
    const { vault, store } = await freshVault();
    const sealed = vault.sealCard(card('4242424242424242'), binding);
    const next: Key = { id: 'master_b', bytes: Buffer.alloc(32, 9) };
    await rewrapKeys(master, next, store);
    await rewrapKeys(master, next, store);
    await expect(openKeyRing(master, store, 4)).rejects.toThrow(VaultError);
    expect(createVault(await openKeyRing(next, store, 4)).openCard(sealed, binding).last4).toBe('4242');
  });
});

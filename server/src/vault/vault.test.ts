import { describe, expect, it } from 'vitest';
import { addCardKey, openKeyRing } from './keys.ts';
import { keyIdOf, VaultError } from './seal.ts';
import { card, code, master, memoryKeys } from './vault.fixtures.ts';
import { createVault } from './vault.ts';

const binding = { account: 'acct_1', livemode: false, paymentMethod: 'pm_1' };

async function freshVault() {
  const store = memoryKeys();
  return { store, vault: createVault(await openKeyRing(master, store, 1)) };
}

describe('the vault', () => {
  it('opens a card for the payment method it was sealed for', async () => {
    const { vault } = await freshVault();
    const sealed = vault.sealCard(card('4000056655665556'), binding);
    expect(sealed).not.toContain('4000056655665556');
    expect((await vault.openCard(sealed, binding)).reveal()).toBe('4000056655665556');
  });

  it.each([
    ['payment method', { ...binding, paymentMethod: 'pm_2' }],
    ['account', { ...binding, account: 'acct_2' }],
    ['mode', { ...binding, livemode: true }],
  ])('does not open it for another %s', async (_, other) => {
    const { vault } = await freshVault();
    await expect(vault.openCard(vault.sealCard(card('4000056655665556'), binding), other)).rejects.toThrow(
      VaultError,
    );
  });

  it('does not take a security code for a card, or a card for a security code', async () => {
    const { vault } = await freshVault();
    const sealedCode = vault.sealSecurityCode(code('1234'), binding);
    expect((await vault.openSecurityCode(sealedCode, binding)).reveal()).toBe('1234');
    await expect(vault.openCard(sealedCode, binding)).rejects.toThrow(VaultError);
    const sealedCard = vault.sealCard(card('4242424242424242'), binding);
    await expect(vault.openSecurityCode(sealedCard, binding)).rejects.toThrow(VaultError);
  });

  it('gives a number the same fingerprint in every process', async () => {
    const { vault, store } = await freshVault();
    const other = createVault(await openKeyRing(master, store, 2));
    const number = card('4242424242424242');
    expect(other.fingerprint(number, binding)).toBe(vault.fingerprint(number, binding));
  });

  it('opens what a server with a newer key sealed, and seals under that key from then on', async () => {
    const { vault, store } = await freshVault();
    const old = vault.sealCard(card('4242424242424242'), binding);
    await addCardKey(master, store, 2);
    const rotated = createVault(await openKeyRing(master, store, 3));
    expect((await rotated.openCard(old, binding)).last4).toBe('4242');
    const fresh = rotated.sealCard(card('5555555555554444'), binding);
    expect([keyIdOf(old), keyIdOf(fresh)]).toEqual(['card_1', 'card_2']);
    expect((await vault.openCard(fresh, binding)).last4).toBe('4444');
    expect(keyIdOf(vault.sealCard(card('4242424242424242'), binding))).toBe('card_2');
  });
});

import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../config/config.ts';
import { start } from '../main.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';
import { keyIdOf } from '../vault/seal.ts';
import { sealedCards } from '../vault/sealed-cards.ts';
import { manageVault } from './manage-vault.ts';

let server: TestServer;
let config: Config;
beforeEach(async () => {
  server = await testServer();
  config = readConfig({ data: server.folder, port: 0, logLevel: 'silent' }, {});
});
afterEach(() => server.stop());

/** A stored card; `use` has the network verify it, which takes its number out of the vault. */
async function storeCard() {
  const stripe = server.client();
  const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
  const use = async () => {
    const customer = await stripe.customers.create();
    const { card } = await stripe.paymentMethods.attach(id, { customer: customer.id });
    return card?.checks?.cvc_check;
  };
  return { id, stripe, use };
}

const stored = () => sealedCards(server.services.store.system).after(0);
const keysInUse = async () => [...new Set((await stored()).map((card) => keyIdOf(card.sealed)))];

describe('rotating the data key beside a running server', () => {
  it('reseals every card of every account, and they still work', async () => {
    const saved = [await storeCard(), await storeCard(), await storeCard()];
    expect(await manageVault(config, { action: 'rotate' })).toEqual([
      'card_2 is the key that seals now. Cards resealed: 3',
    ]);
    expect(await keysInUse()).toEqual(['card_2']);
    for (const { use } of saved) expect(await use()).toBe('pass');
  });

  it('reaches more cards than fit in one batch', async () => {
    const stripe = server.client();
    for (let made = 0; made < 205; made += 1) {
      await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
    }
    const [line] = await manageVault(config, { action: 'rotate' });
    expect(line).toContain('Cards resealed: 205');
    expect(await keysInUse()).toEqual(['card_2']);
  });

  it('does not bring back a card that was destroyed meanwhile', async () => {
    const { id, stripe, use } = await storeCard();
    await use();
    const [read] = await stored();
    if (read === undefined) throw new Error('No card is stored.');
    await stripe.paymentMethods.detach(id);
    await sealedCards(server.services.store.system).replace(read, 'v1.card_2.AAAA');
    expect(await stored()).toEqual([]);
  });

  it('can be repeated', async () => {
    const { use } = await storeCard();
    for (const key of ['card_2', 'card_3', 'card_4']) {
      expect(await manageVault(config, { action: 'rotate' })).toEqual([
        `${key} is the key that seals now. Cards resealed: 1`,
      ]);
    }
    expect(await use()).toBe('pass');
  });
});

describe('moving the vault to another master key', () => {
  it('keeps a running server working; the next start takes the new key and refuses the old one', async () => {
    const { use } = await storeCard();
    const newMasterKeyFile = join(server.folder, 'new.key');
    writeFileSync(newMasterKeyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
    await manageVault(config, { action: 'rewrap', newMasterKeyFile });
    expect(await use()).toBe('pass');
    await expect(server.restart()).rejects.toThrow(
      /^The master key of .*master\.key.* \(master_\w+\) is not the key of this database/,
    );
    const next = await start({ ...config, masterKeyFile: newMasterKeyFile });
    await next.stop();
    rmSync(newMasterKeyFile);
  });
});

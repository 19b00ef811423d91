import { systemClock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { openExistingStore } from '../store/open-store.ts';
import { configuredMasterKey } from '../vault/configured-master-key.ts';
import { dataKeyStore } from '../vault/key-store.ts';
import { addCardKey, openKeyRing, rewrapKeys } from '../vault/keys.ts';
import { readMasterKeyFile } from '../vault/master-key.ts';
import { resealCards } from '../vault/reseal-cards.ts';
import { sealedCards } from '../vault/sealed-cards.ts';
import { createVault } from '../vault/vault.ts';

export type VaultChange =
  | { readonly action: 'rotate' }
  | { readonly action: 'rewrap'; readonly newMasterKeyFile: string };

/** Changes the vault's keys, with or without running servers. Returns lines to print. */
export async function manageVault(config: Config, change: VaultChange): Promise<string[]> {
  const store = await openExistingStore(config);
  try {
    const dataKeys = dataKeyStore(store.system);
    const master = await configuredMasterKey(config, dataKeys);
    switch (change.action) {
      case 'rotate': {
        await addCardKey(master, dataKeys, systemClock.now());
        const keys = await openKeyRing(master, dataKeys, systemClock.now());
        const count = await resealCards(createVault(keys), keys, sealedCards(store.system));
        return [`${keys.newest('card').id} is the key that seals now. Cards resealed: ${count}`];
      }
      case 'rewrap': {
        const next = readMasterKeyFile(change.newMasterKeyFile, '--new-master-key-file');
        await rewrapKeys(master, next.key, dataKeys);
        return ['The vault is under the new master key. Restart every server with it.'];
      }
    }
  } finally {
    await store.close();
  }
}

import { systemClock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { holdStore } from '../store/hold-store.ts';
import { openStore } from '../store/open-store.ts';
import { configuredMasterKey } from '../vault/configured-master-key.ts';
import { dataKeyStore } from '../vault/key-store.ts';
import { openKeyRing } from '../vault/keys.ts';

/**
 * Creates a store and the keys of its vault, or migrates existing ones to this version, as starting the server would.
 * Throws ConfigError while a server works on it.
 */
export async function initStore(config: Config): Promise<void> {
  const release = await holdStore(config);
  try {
    const store = await openStore(config, () => {});
    try {
      const dataKeys = dataKeyStore(store.system);
      await openKeyRing(await configuredMasterKey(config, dataKeys), dataKeys, systemClock.now());
    } finally {
      await store.close();
    }
  } finally {
    release();
  }
}

import { type Config, ConfigError } from '../config/config.ts';
import type { DataKeyStore } from './keys.ts';
import { readMasterKey } from './master-key.ts';
import { type Key, keyIdOf } from './seal.ts';

/**
 * The master key from the settings; in development the one in the data folder, created with a new database. Throws
 * ConfigError if there is none, or if it is not the database's.
 */
export async function configuredMasterKey(config: Config, dataKeys: DataKeyStore): Promise<Key> {
  const sealedBy = new Set((await dataKeys.all()).map(({ wrapped }) => keyIdOf(wrapped)));
  const { key, source } = readMasterKey({
    value: config.masterKey,
    file: config.masterKeyFile,
    command: config.masterKeyCommand,
    developmentFolder: config.mode === 'development' ? config.data : undefined,
    mayMake: sealedBy.size === 0,
  });
  if (sealedBy.size === 0 || sealedBy.has(key.id)) return key;
  throw new ConfigError(
    `The master key of ${source} (${key.id}) is not the key of this database, whose cards are sealed under ${[...sealedBy].join(', ')}. Put back the key that belongs to it; after \`onfile vault rewrap\` that is the new one.`,
  );
}

import type { Config } from './config.ts';
import { readMasterKey } from './vault/master-key.ts';
import type { Key } from './vault/seal.ts';

/** The master key that the settings name; in development one in the data folder, made when it is not there. */
export function configuredMasterKey(config: Config): Key {
  return readMasterKey({
    value: config.masterKey,
    file: config.masterKeyFile,
    command: config.masterKeyCommand,
    developmentFolder: config.mode === 'development' ? config.data : undefined,
  });
}

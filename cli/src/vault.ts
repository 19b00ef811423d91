import { type GivenConfig, readConfig } from '@onfile/server/config.ts';
import { manageVault, type VaultChange } from '@onfile/server/manage-vault.ts';
import { Command, Option } from 'commander';

interface Flags {
  readonly data?: string;
}

/** `onfile vault`: the keys that seal cards, changed while servers run. */
export function vaultCommand(): Command {
  const vault = new Command('vault').description('change the keys that seal cards');
  const data = () => new Option('--data <folder>', 'folder of the database (./data)');
  vault
    .command('rotate')
    .description('make a new data key and seal every card anew under it')
    .addOption(data())
    .action((flags: Flags) => run(flags, { action: 'rotate' }));
  vault
    .command('rewrap')
    .description('seal the data keys under a new master key')
    .requiredOption('--new-master-key-file <file>', '32 bytes in base64, readable by its owner only')
    .addOption(data())
    .action((flags: Flags & { readonly newMasterKeyFile: string }) =>
      run(flags, { action: 'rewrap', newMasterKeyFile: flags.newMasterKeyFile }),
    );
  return vault;
}

async function run(flags: Flags, change: VaultChange): Promise<void> {
  const given: Partial<GivenConfig> = flags.data === undefined ? {} : { data: flags.data };
  try {
    for (const line of await manageVault(readConfig(given, process.env), change)) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? `onfile: ${error.message}` : 'onfile: that did not work.');
    process.exitCode = 1;
  }
}

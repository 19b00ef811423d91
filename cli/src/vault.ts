import { manageVault, type VaultChange } from '@onfile/server/commands/manage-vault.ts';
import { Command } from 'commander';
import { failWith } from './serve.ts';
import { type StoreFlags, settingsOf, storeOptions } from './settings.ts';

/** `onfile vault`: changes the keys that seal cards, while servers run. */
export function vaultCommand(): Command {
  const vault = new Command('vault').description('change the keys that seal cards');
  vault
    .command('rotate')
    .description('create a new data key and reseal every card under it')
    .action((flags: StoreFlags) => run(flags, { action: 'rotate' }));
  vault
    .command('rewrap')
    .description('seal the data keys under a new master key')
    .requiredOption('--new-master-key-file <file>', '32 bytes in base64, readable by its owner only')
    .action((flags: StoreFlags & { readonly newMasterKeyFile: string }) =>
      run(flags, { action: 'rewrap', newMasterKeyFile: flags.newMasterKeyFile }),
    );
  for (const command of vault.commands) for (const option of storeOptions()) command.addOption(option);
  return vault;
}

async function run(flags: StoreFlags, change: VaultChange): Promise<void> {
  try {
    for (const line of await manageVault(settingsOf(flags), change)) console.log(line);
  } catch (error) {
    failWith(error);
  }
}

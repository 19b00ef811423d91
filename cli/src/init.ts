import { initStore } from '@onfile/server/commands/init-store.ts';
import { Command } from 'commander';
import { failWith } from './serve.ts';
import { type StoreFlags, settingsOf, storeOptions } from './settings.ts';

/** `onfile init`: prepares the database for the other commands before any server has run. */
export function initCommand(): Command {
  const command = new Command('init').description(
    'create the database and the keys of its vault, or migrate them to this version',
  );
  for (const option of storeOptions()) command.addOption(option);
  return command.action(init);
}

async function init(flags: StoreFlags): Promise<void> {
  try {
    const config = settingsOf(flags);
    await initStore(config);
    console.log(`${config.databaseUrl === undefined ? config.data : 'The PostgreSQL database'} is ready.`);
  } catch (error) {
    failWith(error);
  }
}

import { type GivenConfig, readConfig } from '@onfile/server/config.ts';
import { type KeyChange, manageKeys } from '@onfile/server/manage-keys.ts';
import { Command, Option } from 'commander';

type Flags = { readonly data?: string } & Readonly<Record<string, string | boolean | undefined>>;

/** `onfile keys`: the keys of production mode, shown once when they are made. */
export function keysCommand(): Command {
  const keys = new Command('keys').description('create, list and roll API keys of production mode');
  const data = () => new Option('--data <folder>', 'folder of the database (./data)');
  keys
    .command('list')
    .description('all keys, masked')
    .addOption(data())
    .action((flags: Flags) => run(flags, { action: 'list' }));
  keys
    .command('create')
    .description('make a key and print it this once')
    .requiredOption('--account <id>', 'account the key belongs to; made if it is new')
    .addOption(
      new Option('--kind <kind>', 'what it may do')
        .choices(['secret', 'publishable', 'restricted'])
        .default('secret'),
    )
    .option('--live', 'a live key instead of a test key', false)
    .option('--name <name>', 'what it is for', '')
    .option('--permissions <list>', 'of a restricted key: customers:read,checkout_sessions:write,…')
    .addOption(data())
    .action((flags: Flags) =>
      run(flags, {
        action: 'create',
        account: String(flags.account),
        kind: flags.kind === 'publishable' || flags.kind === 'restricted' ? flags.kind : 'secret',
        livemode: flags.live === true,
        name: String(flags.name ?? ''),
        permissions: typeof flags.permissions === 'string' ? flags.permissions.split(',') : null,
      }),
    );
  keys
    .command('roll <masked-key>')
    .description('replace a key, named as `onfile keys list` shows it; the old one works on for the overlap')
    .option('--overlap-hours <hours>', 'how long the old key still works', '24')
    .addOption(data())
    .action((masked: string, flags: Flags) =>
      run(flags, {
        action: 'roll',
        masked,
        overlapSeconds: Math.round(Number(flags.overlapHours ?? 24) * 3600),
      }),
    );
  return keys;
}

async function run(flags: Flags, change: KeyChange): Promise<void> {
  const given: Partial<GivenConfig> = flags.data === undefined ? {} : { data: flags.data };
  try {
    for (const line of await manageKeys(readConfig(given, process.env), change)) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? `onfile: ${error.message}` : 'onfile: that did not work.');
    process.exitCode = 1;
  }
}

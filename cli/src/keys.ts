import { type KeyChange, manageKeys } from '@onfile/server/commands/manage-keys.ts';
import { Command, InvalidArgumentError, Option } from 'commander';
import { failWith } from './serve.ts';
import { listOf, numberOf, type StoreFlags, settingsOf, storeOptions } from './settings.ts';

interface CreateFlags extends StoreFlags {
  readonly account: string;
  readonly kind: 'secret' | 'publishable' | 'restricted';
  readonly live: boolean;
  readonly name: string;
  readonly permissions?: readonly string[];
}

const overlapHoursMax = 30 * 24;
const nameMax = 100;

/** `onfile keys`: production mode's API keys, which are shown once, when they are created. */
export function keysCommand(): Command {
  const keys = new Command('keys').description('create, list and roll API keys of production mode');
  keys
    .command('list')
    .description('list all keys, masked')
    .action((flags: StoreFlags) => run(flags, { action: 'list' }));
  keys
    .command('create')
    .description('create a key and print it, this once')
    .requiredOption('--account <id>', 'account the key belongs to, such as acct_shop; created if it is new')
    .addOption(
      new Option('--kind <kind>', 'what it may do')
        .choices(['secret', 'publishable', 'restricted'])
        .default('secret'),
    )
    .option('--live', 'a live key instead of a test key', false)
    .option('--name <name>', 'what it is for', nameOf, '')
    .option('--permissions <list>', 'for a restricted key: customers:read,checkout_sessions:write,…', listOf)
    .action(({ account, kind, live, name, permissions, ...flags }: CreateFlags) =>
      run(flags, { action: 'create', account, kind, livemode: live, name, permissions: permissions ?? null }),
    );
  keys
    .command('roll <masked-key>')
    .description(
      'replace a key, named as `onfile keys list` shows it; the old one keeps working for the overlap',
    )
    .option(
      '--overlap-hours <hours>',
      `how long the old key still works, up to ${overlapHoursMax}`,
      numberOf(0, overlapHoursMax),
      24,
    )
    .action((masked: string, { overlapHours, ...flags }: StoreFlags & { readonly overlapHours: number }) =>
      run(flags, { action: 'roll', masked, overlapSeconds: Math.round(overlapHours * 3600) }),
    );
  for (const command of keys.commands) for (const option of storeOptions()) command.addOption(option);
  return keys;
}

function nameOf(text: string): string {
  if (text.length <= nameMax) return text;
  throw new InvalidArgumentError(`It can have up to ${nameMax} characters.`);
}

async function run(flags: StoreFlags, change: KeyChange): Promise<void> {
  try {
    for (const line of await manageKeys(settingsOf(flags), change)) console.log(line);
  } catch (error) {
    failWith(error);
  }
}

import { type GivenConfig, readConfig } from '@onfile/server/config.ts';
import { type MemberChange, manageMembers } from '@onfile/server/manage-members.ts';
import { type Role, roles } from '@onfile/server/sign-in/roles.ts';
import { Command, Option } from 'commander';

interface Flags {
  readonly data?: string;
}

/** `onfile members`: who may sign in to the dashboard of production mode. */
export function membersCommand(): Command {
  const members = new Command('members').description('list, invite and remove members of the dashboard');
  const data = () => new Option('--data <folder>', 'folder of the database (./data)');
  members
    .command('list')
    .description('all members, with their roles')
    .addOption(data())
    .action((flags: Flags) => run(flags, { action: 'list' }));
  members
    .command('invite')
    .description('print a link that makes somebody a member, once')
    .requiredOption('--email <address>', 'whom it is for')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('owner'))
    .option('--account <id>', 'account they work for; the first one unless given')
    .addOption(data())
    .action((flags: Flags & { readonly email: string; readonly role: Role; readonly account?: string }) =>
      run(flags, { action: 'invite', email: flags.email, role: flags.role, account: flags.account }),
    );
  members
    .command('remove')
    .description('remove a member and end their sessions')
    .requiredOption('--email <address>', 'who')
    .addOption(data())
    .action((flags: Flags & { readonly email: string }) =>
      run(flags, { action: 'remove', email: flags.email }),
    );
  return members;
}

async function run(flags: Flags, change: MemberChange): Promise<void> {
  const given: Partial<GivenConfig> = flags.data === undefined ? {} : { data: flags.data };
  try {
    for (const line of await manageMembers(readConfig(given, process.env), change)) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? `onfile: ${error.message}` : 'onfile: that did not work.');
    process.exitCode = 1;
  }
}

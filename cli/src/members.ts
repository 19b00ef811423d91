import { type MemberChange, manageMembers } from '@onfile/server/commands/manage-members.ts';
import { type Role, roles } from '@onfile/server/sign-in/roles.ts';
import { Command, Option } from 'commander';
import { failWith } from './serve.ts';
import { type StoreFlags, settingsOf, storeOptions } from './settings.ts';

/** `onfile members`: who may sign in to the dashboard in production mode. */
export function membersCommand(): Command {
  const members = new Command('members').description('list, invite and remove members of the dashboard');
  members
    .command('list')
    .description('list all members, with their roles')
    .action((flags: StoreFlags) => run(flags, { action: 'list' }));
  members
    .command('invite')
    .description('print a single-use link that makes somebody a member')
    .requiredOption('--email <address>', 'who it is for')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('owner'))
    .option('--account <id>', 'account they work for; the oldest one by default')
    .action(
      (flags: StoreFlags & { readonly email: string; readonly role: Role; readonly account?: string }) =>
        run(flags, { action: 'invite', email: flags.email, role: flags.role, account: flags.account }),
    );
  members
    .command('remove')
    .description('remove a member and end their sessions')
    .requiredOption('--email <address>', 'who')
    .action((flags: StoreFlags & { readonly email: string }) =>
      run(flags, { action: 'remove', email: flags.email }),
    );
  for (const command of members.commands) for (const option of storeOptions()) command.addOption(option);
  return members;
}

async function run(flags: StoreFlags, change: MemberChange): Promise<void> {
  try {
    for (const line of await manageMembers(settingsOf(flags), change)) console.log(line);
  } catch (error) {
    failWith(error);
  }
}

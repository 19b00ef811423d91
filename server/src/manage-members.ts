import { sql } from 'kysely';
import { systemClock } from './clock.ts';
import { type Config, ConfigError } from './config.ts';
import { randomIds } from './ids.ts';
import { openStore } from './open-store.ts';
import { type Invitation, signInLinks } from './sign-in/links.ts';
import { oldestAccount } from './sign-in/oldest-account.ts';
import { systemStatement } from './store/statement.ts';

export type MemberChange =
  | { readonly action: 'list' }
  | ({ readonly action: 'invite'; readonly account: string | undefined } & Pick<Invitation, 'email' | 'role'>)
  | { readonly action: 'remove'; readonly email: string };

interface ListedMember {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly account: string;
}

const listing = systemStatement<object, ListedMember>((db) =>
  sql<ListedMember>`select email, name, role, account from members order by account, email`.compile(db),
);
const removing = systemStatement<{ email: string }, { id: string }>((db, p) =>
  sql<{ id: string }>`delete from members where email = ${p.email} returning id`.compile(db),
);

/**
 * Changes who may sign in to the dashboard, beside a running server or without one: for whoever has the machine and
 * has lost a password. Answers lines to print.
 */
export async function manageMembers(config: Config, change: MemberChange): Promise<string[]> {
  const store = await openStore(config);
  try {
    const members = await store.system.all(listing, {});
    switch (change.action) {
      case 'list':
        return members.length === 0
          ? ['There are no members yet: `onfile serve` in production mode prints a link for the first owner.']
          : members.map(({ email, name, role, account }) => `${email}  ${name}  ${role}  ${account}`);
      case 'invite': {
        const email = change.email.toLowerCase();
        if (members.some((member) => member.email === email)) {
          throw new ConfigError(`${email} is a member already: onfile members remove --email ${email}`);
        }
        const account = change.account ?? (await oldestAccount(store.system));
        if (account === null)
          throw new ConfigError('There is no account yet: start the server and set it up.');
        const links = signInLinks(store.system, systemClock, randomIds());
        const { token } = await links.invite({ account, email, role: change.role });
        return [`${originOf(config)}/dashboard/invitation?token=${token}`, 'It works once, for seven days.'];
      }
      case 'remove': {
        const removed = await store.system.change(removing, { email: change.email.toLowerCase() });
        if (removed.length === 0) throw new ConfigError(`There is no member ${change.email}.`);
        return [`${change.email} can no longer sign in.`];
      }
    }
  } finally {
    await store.close();
  }
}

function originOf({ dashboardUrl, publicUrl, host, port }: Config): string {
  return dashboardUrl ?? publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

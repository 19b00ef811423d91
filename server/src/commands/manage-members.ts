import { sql } from 'kysely';
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { randomIds } from '../ids.ts';
import { findAccount } from '../keys/accounts.ts';
import { type Invitation, signInLinks } from '../sign-in/links.ts';
import { oldestAccount } from '../sign-in/oldest-account.ts';
import { openExistingStore } from '../store/open-store.ts';
import { lastDashboard } from '../store/server-address.ts';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';

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
 * Manages who may sign in to the dashboard, with or without a running server, for anyone with access to the machine who has
 * lost a password. Returns lines to print. Throws ConfigError for a request that is not possible.
 */
export async function manageMembers(config: Config, change: MemberChange): Promise<string[]> {
  requireAddress(change);
  const store = await openExistingStore(config);
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
          throw new ConfigError(`${email} is already a member: onfile members remove --email ${email}`);
        }
        const account = await accountFor(store.system, change.account);
        const links = signInLinks(store.system, systemClock, randomIds());
        const { token } = await links.invite({ account, email, role: change.role });
        const origin = await originOf(config, store.system);
        return [`${origin}/dashboard/invitation?token=${token}`, 'It works once, for seven days.'];
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

function requireAddress(change: MemberChange): void {
  if (change.action === 'list' || z.email().max(200).safeParse(change.email).success) return;
  throw new ConfigError(`--email ${change.email} is not an e-mail address.`);
}

async function accountFor(store: SystemStore, given: string | undefined): Promise<string> {
  const account = given ?? (await oldestAccount(store));
  if (account === null) throw new ConfigError('There is no account yet: start the server and set it up.');
  if ((await findAccount(store, account)) === undefined) {
    throw new ConfigError(`There is no account ${account}.`);
  }
  return account;
}

/** From the settings, or as the server was last started, which may have had other settings. */
async function originOf({ dashboardUrl, publicUrl }: Config, store: SystemStore): Promise<string> {
  const origin = dashboardUrl ?? publicUrl ?? (await lastDashboard(store));
  if (origin !== null) return origin;
  throw new ConfigError(
    'The address of the server is not known yet: start it once, or set ONFILE_PUBLIC_URL.',
  );
}

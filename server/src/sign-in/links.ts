import { createHash, randomBytes } from 'node:crypto';
import type { Ids } from '@onfile/shared/ids.ts';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { systemStatement } from '../store/statement.ts';
import type { SystemStore } from '../store/store.ts';
import type { Role } from './roles.ts';

const lifetimes = { setup: 24 * 60 * 60, invitation: 7 * 24 * 60 * 60 } as const;

/** A single-use link that makes somebody a member. Only its holder knows its token: the store has its SHA-256. */
export interface SignInLink {
  readonly id: string;
  readonly kind: 'setup' | 'invitation';
  readonly account: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly created: number;
  readonly expires_at: number;
}

type LinkRow = SignInLink & { readonly hash: string };

const inserting = systemStatement<Record<keyof LinkRow, string | number | null>>((db, p) =>
  sql<never>`insert into sign_in_links (hash, id, kind, account, email, role, created, expires_at)
    values (${p.hash}, ${p.id}, ${p.kind}, ${p.account}, ${p.email}, ${p.role}, ${p.created}, ${p.expires_at})`.compile(
    db,
  ),
);
const finding = systemStatement<{ hash: string; now: number }, SignInLink>((db, p) =>
  db
    .selectFrom('sign_in_links')
    .selectAll()
    .where('hash', '=', p.hash)
    .where('expires_at', '>', p.now)
    .compile(),
);
// Of two who use one link at once, the statement lets one through.
const taking = systemStatement<{ hash: string; now: number }, SignInLink>((db, p) =>
  sql<SignInLink>`delete from sign_in_links where hash = ${p.hash} and expires_at > ${p.now}
    returning id, kind, account, email, role, created, expires_at`.compile(db),
);
const listing = systemStatement<{ account: string; now: number }, SignInLink>((db, p) =>
  db
    .selectFrom('sign_in_links')
    .select(['id', 'kind', 'account', 'email', 'role', 'created', 'expires_at'])
    .where('account', '=', p.account)
    .where('expires_at', '>', p.now)
    .orderBy('created', 'desc')
    .orderBy('id', 'desc')
    .compile(),
);
const withdrawing = systemStatement<{ account: string; id: string }, { id: string }>((db, p) =>
  sql<{
    id: string;
  }>`delete from sign_in_links where account = ${p.account} and id = ${p.id} returning id`.compile(db),
);
const withdrawingInvitations = systemStatement<{ account: string; email: string }>((db, p) =>
  sql<never>`delete from sign_in_links where account = ${p.account} and email = ${p.email}`.compile(db),
);
const withdrawingSetup = systemStatement<object>((db) =>
  sql<never>`delete from sign_in_links where kind = 'setup'`.compile(db),
);
const droppingExpired = systemStatement<{ now: number }>((db, p) =>
  sql<never>`delete from sign_in_links where expires_at <= ${p.now}`.compile(db),
);

export interface Invitation {
  readonly account: string;
  readonly email: string;
  readonly role: Role;
}

/** A server's links, kept in its store. */
export function signInLinks(store: SystemStore, clock: Clock, ids: Ids) {
  async function make(
    kind: SignInLink['kind'],
    given: Omit<SignInLink, 'id' | 'kind' | 'created' | 'expires_at'>,
  ) {
    const created = clock.now();
    const link = {
      ...given,
      id: ids.next('invitation'),
      kind,
      created,
      expires_at: created + lifetimes[kind],
    };
    const token = randomBytes(32).toString('base64url');
    await store.run(inserting, { ...link, hash: hashOf(token) });
    return { link, token };
  }

  return {
    /** Creates a link for the first owner; the previous one stops working. */
    async setUp(): Promise<string> {
      await store.run(withdrawingSetup, {});
      return (await make('setup', { account: null, email: null, role: 'owner' })).token;
    },
    /** Creates an invitation; an earlier one for the same person stops working. */
    async invite({ account, email, role }: Invitation): Promise<{ link: SignInLink; token: string }> {
      await store.run(withdrawingInvitations, { account, email });
      return make('invitation', { account, email, role });
    },
    async find(token: string): Promise<SignInLink | undefined> {
      const [link] = await store.all(finding, { hash: hashOf(token), now: clock.now() });
      return link;
    },
    /** Uses up a link. Undefined for one that does not exist, has expired or was used. */
    async take(token: string): Promise<SignInLink | undefined> {
      const [link] = await store.change(taking, { hash: hashOf(token), now: clock.now() });
      return link;
    },
    /** Restores a link that was used in vain. */
    async giveBack(token: string, link: SignInLink): Promise<void> {
      await store.run(inserting, { ...link, hash: hashOf(token) });
    },
    list: (account: string): Promise<SignInLink[]> => store.all(listing, { account, now: clock.now() }),
    async withdraw(account: string, id: string): Promise<boolean> {
      return (await store.change(withdrawing, { account, id })).length > 0;
    },
  };
}

export type SignInLinks = ReturnType<typeof signInLinks>;

export async function dropExpiredLinks(store: SystemStore, now: number): Promise<void> {
  await store.run(droppingExpired, { now });
}

// Tokens carry 32 random bytes, so a plain hash cannot be searched.
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

import type { Ids } from '@onfile/shared/ids.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.ts';
import { openAccount } from '../keys/accounts.ts';
import type { Store } from '../store/store.ts';
import { type Auth, createAuth } from './auth.ts';
import { type AuthUser, memberOf } from './auth-rows.ts';
import { type AuthCall, callHandler } from './handle-call.ts';
import { type Invitation, type SignInLink, signInLinks } from './links.ts';
import type { Member, SignedIn, SignInSession } from './member.ts';
import { findByEmail, membersIn } from './members.ts';
import { oldestAccount } from './oldest-account.ts';
import type { Role } from './roles.ts';
import { sessionsIn } from './sessions.ts';

/** Signing in to the dashboard, and its members. */
export interface SignIn {
  /** Answers a call; its errors are `{code, message}`. */
  handle(call: AuthCall): Promise<Response>;
  /** Whose session a cookie belongs to; null if there is no valid one. */
  signedIn(headers: Headers): Promise<SignedIn | null>;
  hasOwner(): Promise<boolean>;
  /** A new set-up link, as long as there is no owner. */
  setUpUrl(): Promise<string | null>;
  members(account: string): Promise<Member[]>;
  findMember(account: string, id: string): Promise<Member | null>;
  findMemberByEmail(email: string): Promise<Member | null>;
  /** False if it would leave the account without an owner. */
  changeRole(member: Member, role: Role): Promise<boolean>;
  /** Removes a member with sessions and credentials. False if it would leave the account without an owner. */
  removeMember(member: Member): Promise<boolean>;
  sessions(members: readonly Member[]): Promise<SignInSession[]>;
  endSession(id: string): Promise<void>;
  invite(invitation: Invitation): Promise<{ readonly link: SignInLink; readonly url: string }>;
  invitations(account: string): Promise<SignInLink[]>;
  withdrawInvitation(account: string, id: string): Promise<boolean>;
  /** Deletes expired sessions and challenges. */
  dropOver(): Promise<void>;
}

export interface SignInParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secret: string;
  readonly log: FastifyBaseLogger;
  /** Known once the server listens. */
  readonly origin: string;
}

export function createSignIn({ store, clock, ids, secret, log, origin }: SignInParts): SignIn {
  const { system } = store;
  const links = signInLinks(system, clock, ids);
  let opened: Auth | undefined;

  const auth = () => {
    opened ??= createAuth({
      store: store.library(),
      ids,
      origin,
      secret,
      log,
      links,
      hasOwner: members.hasOwner,
      ownersAccount,
    });
    return opened;
  };
  const database = async () => (await auth().$context).adapter;
  const members = membersIn(system, database);
  const sessions = sessionsIn(database);

  /** The account that already exists because a key was created for it, or a new one. */
  async function ownersAccount(): Promise<string> {
    return (await oldestAccount(system)) ?? (await openAccount(system, clock, ids.next('account'))).id;
  }

  async function signedIn(headers: Headers): Promise<SignedIn | null> {
    const { headers: answered, response } = await auth().api.getSession({ headers, returnHeaders: true });
    if (response === null) return null;
    return {
      member: memberOf(response.user as unknown as AuthUser),
      session: response.session.id,
      cookies: answered.getSetCookie(),
    };
  }

  const urlOf = (page: string, token: string) => `${origin}/dashboard/${page}?token=${token}`;

  return {
    handle: callHandler({
      system,
      clock,
      ids,
      log,
      origin,
      auth,
      members,
      signedIn,
      endSession: sessions.endByToken,
    }),
    signedIn,
    hasOwner: members.hasOwner,
    setUpUrl: async () => ((await members.hasOwner()) ? null : urlOf('setup', await links.setUp())),
    members: (account) => members.by('account', account),
    findMember: async (account, id) =>
      (await members.by('id', id)).find((member) => member.account === account) ?? null,
    findMemberByEmail: (email) => findByEmail(members, email),
    changeRole: members.changeRole,
    removeMember: members.remove,
    sessions: sessions.of,
    endSession: sessions.end,
    invite: async (invitation) => {
      const { link, token } = await links.invite(invitation);
      return { link, url: urlOf('invitation', token) };
    },
    invitations: (account) => links.list(account),
    withdrawInvitation: (account, id) => links.withdraw(account, id),
    dropOver: sessions.dropOver,
  };
}

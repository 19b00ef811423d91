import type { Ids } from '@onfile/shared/ids.ts';
import { parseCookies } from 'better-auth/cookies/utils';
import type { FastifyBaseLogger } from 'fastify';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { openAccount } from '../keys/accounts.ts';
import type { Dialect } from '../store/engine.ts';
import { systemStatement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { signInAttempts } from './attempts.ts';
import { appendAudit } from './audit-log.ts';
import { type Auth, addressHeader, createAuth } from './auth.ts';
import { auditedCalls, authPath, signsIn } from './auth-calls.ts';
import { type AuthUser, memberOf, type SessionRow, secondsOf } from './auth-rows.ts';
import { type Invitation, type SignInLink, signInLinks } from './links.ts';
import type { Member, SignedIn, SignInSession } from './member.ts';
import { oldestAccount } from './oldest-account.ts';
import type { Role } from './roles.ts';

/** A call below `/dashboard/auth`, which the server has found to come from a page of its own. */
export interface AuthCall {
  readonly method: string;
  /** Below `/dashboard/auth`, `/sign-in/email`. */
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly ipAddress: string;
  readonly requestId: string;
}

/** Signing in to the dashboard, and its members. */
export interface SignIn {
  /** Answers a call; its errors are `{code, message}`. */
  handle(call: AuthCall): Promise<Response>;
  /** Whose session a cookie is; null for none that lasts. */
  signedIn(headers: Headers): Promise<SignedIn | null>;
  hasOwner(): Promise<boolean>;
  /** A new set-up link, while there is no owner. */
  setUpUrl(): Promise<string | null>;
  members(account: string): Promise<Member[]>;
  findMember(account: string, id: string): Promise<Member | null>;
  findMemberByEmail(email: string): Promise<Member | null>;
  /** False when it would leave the account without an owner. */
  changeRole(member: Member, role: Role): Promise<boolean>;
  /** Removes a member with sessions and credentials. False when it would leave the account without an owner. */
  removeMember(member: Member): Promise<boolean>;
  sessions(members: readonly Member[]): Promise<SignInSession[]>;
  endSession(id: string): Promise<void>;
  invite(invitation: Invitation): Promise<{ readonly link: SignInLink; readonly url: string }>;
  invitations(account: string): Promise<SignInLink[]>;
  withdrawInvitation(account: string, id: string): Promise<boolean>;
  /** Deletes sessions and challenges that are over. */
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

// Deciding and changing is one statement that holds the other owner: two who remove each other at once leave one.
const otherOwner = (member: string, account: string, dialect: Dialect) =>
  sql`exists (select 1 from members m where m.account = ${account} and m.role = 'owner' and m.id <> ${member}${sql.raw(dialect.lockSuffix)})`;
const changingRole = systemStatement<{ id: string; account: string; role: string }, { id: string }>(
  (db, p, dialect) =>
    sql<{ id: string }>`update members set role = ${p.role} where id = ${p.id} and account = ${p.account}
    and (role <> 'owner' or ${p.role} = 'owner' or ${otherOwner(p.id, p.account, dialect)}) returning id`.compile(
      db,
    ),
);
const removing = systemStatement<{ id: string; account: string }, { id: string }>((db, p, dialect) =>
  sql<{ id: string }>`delete from members where id = ${p.id} and account = ${p.account}
    and (role <> 'owner' or ${otherOwner(p.id, p.account, dialect)}) returning id`.compile(db),
);

export function createSignIn({ store, clock, ids, secret, log, origin }: SignInParts): SignIn {
  const { system } = store;
  const links = signInLinks(system, clock, ids);
  const attempts = signInAttempts(system, clock);
  let opened: Auth | undefined;

  const auth = () => {
    opened ??= createAuth({
      store: store.library(),
      ids,
      origin,
      secret,
      log,
      links,
      hasOwner,
      ownersAccount,
    });
    return opened;
  };
  const adapter = async () => (await auth().$context).adapter;

  async function hasOwner(): Promise<boolean> {
    const owners = await (await adapter()).count({
      model: 'user',
      where: [{ field: 'role', value: 'owner' }],
    });
    return owners > 0;
  }

  /** The account that is there already, from a key that was made before, or a new one. */
  async function ownersAccount(): Promise<string> {
    return (await oldestAccount(system)) ?? (await openAccount(system, clock, ids.next('account'))).id;
  }

  async function users(field: 'id' | 'account' | 'email', value: string): Promise<Member[]> {
    const found = await (await adapter()).findMany<AuthUser>({
      model: 'user',
      where: [{ field, value }],
      sortBy: { field: 'createdAt', direction: 'asc' },
      limit: 1000,
    });
    return found.map(memberOf);
  }

  async function findMemberByEmail(email: string): Promise<Member | null> {
    return (await users('email', email.toLowerCase()))[0] ?? null;
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

  function urlOf(page: string, token: string): string {
    return `${origin}/dashboard/${page}?token=${token}`;
  }

  async function pass(call: AuthCall): Promise<Response> {
    const headers = new Headers(call.headers);
    headers.set(addressHeader, call.ipAddress);
    const request = new Request(`${origin}${authPath}${call.path}${call.query}`, {
      method: call.method,
      headers,
      ...(call.body === null ? {} : { body: call.body }),
    });
    return auth().handler(request);
  }

  /** Whoever has learnt the old password is signed out with it, unless the member says otherwise. */
  function passNewPassword(call: AuthCall): Promise<Response> {
    const body = JSON.stringify({ revokeOtherSessions: true, ...fieldsOf(call.body) });
    return pass({ ...call, body });
  }

  /** Passwords of one account are limited wherever they come from. */
  async function passPassword(call: AuthCall): Promise<Response> {
    const email = textIn(call.body, 'email');
    const wait = await attempts.begin(email);
    if (wait !== null) return tooMany(wait);
    const answer = await pass(call);
    if (answer.ok) {
      await attempts.succeed(email);
      return answer;
    }
    const member = answer.status === 401 ? await findMemberByEmail(email) : null;
    // The answer does not wait: how long it takes would tell who is a member.
    if (member !== null) {
      note(call, member, 'sign_in.failed', answer.status).catch((error: unknown) =>
        log.error({ err: error }, 'a failed sign-in was not noted'),
      );
    }
    return answer;
  }

  async function note(call: AuthCall, member: Member, action: string, status: number): Promise<void> {
    await appendAudit(system, ids, clock.now(), {
      account: member.account,
      member,
      action,
      object: member.id,
      ip: call.ipAddress,
      request: call.requestId,
      livemode: null,
      status,
    });
  }

  function passes(call: AuthCall): Promise<Response> {
    switch (call.path) {
      case '/sign-in/email':
        return passPassword(call);
      case '/change-password':
        return passNewPassword(call);
      default:
        return pass(call);
    }
  }

  async function handle(call: AuthCall): Promise<Response> {
    const named = auditedCalls[`${call.method} ${call.path}`];
    // Who signs out is known before, and who signs in after.
    const before = named === undefined ? null : await signedIn(call.headers);
    // The first code of an authenticator app makes it count.
    const action = before !== null && named === 'sign_in.two_factor' ? 'two_factor.confirm' : named;
    const answer = await passes(call);
    if (action === undefined) return answer;
    if (!answer.ok) {
      if (before === null && (await refusesCode(answer))) {
        const member = await challengedMember(call.headers);
        if (member !== null) await note(call, member, 'sign_in.failed', answer.status);
      }
      return answer;
    }
    const member = signsIn(action) ? await answeredMember(answer) : (before?.member ?? null);
    if (member === null) return answer;
    if (
      action === 'sign_in.two_factor' &&
      !(await attempts.spendCode(member.id, textIn(call.body, 'code')))
    ) {
      await endSessionOf(answer);
      await note(call, member, 'sign_in.failed', 401);
      return Response.json({ code: 'INVALID_CODE', message: 'Invalid code' }, { status: 401 });
    }
    if (signsIn(action)) {
      await (await adapter()).update({
        model: 'user',
        where: [{ field: 'id', value: member.id }],
        update: { lastSignIn: clock.now() },
      });
    }
    await note(call, member, action, answer.status);
    return answer;
  }

  /** Who gave the right password and is asked for a code. The cookie's signature has been checked with the code. */
  async function challengedMember(headers: Headers): Promise<Member | null> {
    const { createAuthCookie, internalAdapter } = await auth().$context;
    const cookie = parseCookies(headers.get('cookie') ?? '').get(createAuthCookie('two_factor').name) ?? '';
    const challenge = await internalAdapter.findVerificationValue(cookie.slice(0, cookie.lastIndexOf('.')));
    return challenge === null ? null : ((await users('id', challenge.value))[0] ?? null);
  }

  /** Of an answer that is not given. */
  async function endSessionOf(answer: Response): Promise<void> {
    const token = textIn(await answer.clone().text(), 'token');
    await (await adapter()).delete({ model: 'session', where: [{ field: 'token', value: token }] });
  }

  /** The member whom an answer names: none while the second factor is awaited. */
  async function answeredMember(answer: Response): Promise<Member | null> {
    const body: unknown = await answer.clone().json();
    if (typeof body !== 'object' || body === null || !('user' in body)) return null;
    const { user } = body as { user: { id?: unknown } | null };
    return typeof user?.id === 'string' ? ((await users('id', user.id))[0] ?? null) : null;
  }

  return {
    handle,
    signedIn,
    hasOwner,
    findMemberByEmail,
    setUpUrl: async () => ((await hasOwner()) ? null : urlOf('setup', await links.setUp())),
    members: (account) => users('account', account),
    findMember: async (account, id) =>
      (await users('id', id)).find((member) => member.account === account) ?? null,
    changeRole: async ({ id, account }, role) =>
      (await system.change(changingRole, { id, account, role })).length > 0,
    removeMember: async ({ id, account }) => (await system.change(removing, { id, account })).length > 0,
    sessions: async (members) => {
      const byId = new Map(members.map((member) => [member.id, member]));
      const rows = await (await adapter()).findMany<SessionRow>({
        model: 'session',
        where: [
          { field: 'userId', operator: 'in', value: [...byId.keys()] },
          { field: 'expiresAt', operator: 'gt', value: new Date() },
        ],
        sortBy: { field: 'createdAt', direction: 'desc' },
        limit: 1000,
      });
      return rows.flatMap((row) => {
        const member = byId.get(row.userId);
        return member === undefined ? [] : [sessionOf(row, member)];
      });
    },
    endSession: async (id) => {
      await (await adapter()).delete({ model: 'session', where: [{ field: 'id', value: id }] });
    },
    invite: async (invitation) => {
      const { link, token } = await links.invite(invitation);
      return { link, url: urlOf('invitation', token) };
    },
    invitations: (account) => links.list(account),
    withdrawInvitation: (account, id) => links.withdraw(account, id),
    dropOver: async () => {
      const database = await adapter();
      // By the machine's time, as the library that set their end.
      const over = [{ field: 'expiresAt', operator: 'lte', value: new Date() }] as const;
      for (const model of ['session', 'verification']) {
        await database.deleteMany({ model, where: [...over] });
      }
    },
  };
}

function sessionOf(row: SessionRow, member: Member): SignInSession {
  return {
    id: row.id,
    member,
    created: secondsOf(row.createdAt),
    lastActive: secondsOf(row.updatedAt),
    expiresAt: secondsOf(row.expiresAt),
    ip: row.ipAddress || null,
    userAgent: row.userAgent || null,
  };
}

async function refusesCode(answer: Response): Promise<boolean> {
  if (answer.status !== 401) return false;
  return ['INVALID_CODE', 'INVALID_BACKUP_CODE'].includes(textIn(await answer.clone().text(), 'code'));
}

/** A field of a JSON body; empty where there is none. */
function textIn(body: string | null, name: string): string {
  return String(fieldsOf(body)[name] ?? '');
}

function fieldsOf(body: string | null): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body ?? '');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}

function tooMany(waitSeconds: number): Response {
  return Response.json(
    { code: 'TOO_MANY_ATTEMPTS', message: `Too many wrong passwords. Try again in ${waitSeconds} seconds.` },
    { status: 429, headers: { 'Retry-After': String(waitSeconds) } },
  );
}

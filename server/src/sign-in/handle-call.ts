import type { Ids } from '@onfile/shared/ids.ts';
import { parseCookies } from 'better-auth/cookies/utils';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.ts';
import type { SystemStore } from '../store/store.ts';
import { signInAttempts } from './attempts.ts';
import { appendAudit } from './audit-log.ts';
import { type Auth, addressHeader } from './auth.ts';
import { auditedCalls, authPath, signsIn } from './auth-calls.ts';
import { fieldsOf, textIn } from './json-body.ts';
import type { Member, SignedIn } from './member.ts';
import { findByEmail, type Members } from './members.ts';

/** A call under `/dashboard/auth` that the server has found to come from one of its own pages. */
export interface AuthCall {
  readonly method: string;
  /** Relative to `/dashboard/auth`: `/sign-in/email`. */
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly ipAddress: string;
  readonly requestId: string;
}

interface HandlerParts {
  readonly system: SystemStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: FastifyBaseLogger;
  readonly origin: string;
  readonly auth: () => Auth;
  readonly members: Members;
  readonly signedIn: (headers: Headers) => Promise<SignedIn | null>;
  /** Ends the session with this token. */
  readonly endSession: (token: string) => Promise<void>;
}

/** Answers the dashboard's sign-in calls through the library, rate-limited and recorded in the audit log. */
export function callHandler(parts: HandlerParts): (call: AuthCall) => Promise<Response> {
  const { clock, members, signedIn, endSession } = parts;
  const attempts = signInAttempts(parts.system, clock);
  const note = noting(parts);
  const passes = passing(parts, attempts, note);

  /** Records who gave a wrong code after the right password. */
  async function noteRefusal(call: AuthCall, answer: Response): Promise<void> {
    const member = (await refusesCode(answer)) ? await challengedMember(parts, call) : null;
    if (member !== null) await note(call, member, 'sign_in.failed', answer.status);
  }

  async function carriedOut(
    call: AuthCall,
    member: Member,
    action: string,
    answer: Response,
  ): Promise<Response> {
    if (
      action === 'sign_in.two_factor' &&
      !(await attempts.spendCode(member.id, textIn(call.body, 'code')))
    ) {
      await endSession(textIn(await answer.clone().text(), 'token'));
      await note(call, member, 'sign_in.failed', 401);
      return Response.json({ code: 'INVALID_CODE', message: 'Invalid code' }, { status: 401 });
    }
    if (signsIn(action)) await members.noteSignIn(member, clock.now());
    await note(call, member, action, answer.status);
    return answer;
  }

  return async (call) => {
    const named = auditedCalls[`${call.method} ${call.path}`];
    if (named === undefined) return passes(call);
    // Whoever signs out is known beforehand, whoever signs in only afterwards.
    const before = await signedIn(call.headers);
    // The first code from an authenticator app puts it into effect.
    const action = before !== null && named === 'sign_in.two_factor' ? 'two_factor.confirm' : named;
    const answer = await passes(call);
    if (!answer.ok) {
      if (before === null) await noteRefusal(call, answer);
      return answer;
    }
    const member = signsIn(action) ? await answeredMember(members, answer) : before?.member;
    return member == null ? answer : carriedOut(call, member, action, answer);
  };
}

type Note = ReturnType<typeof noting>;

function noting({ system, ids, clock }: HandlerParts) {
  return async (call: AuthCall, member: Member, action: string, status: number): Promise<void> => {
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
  };
}

/** Passes calls on to the library. */
function passing(
  { auth, log, members, origin }: HandlerParts,
  attempts: ReturnType<typeof signInAttempts>,
  note: Note,
) {
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

  /** Changing the password signs out whoever has learnt the old one, unless the member says otherwise. */
  function passNewPassword(call: AuthCall): Promise<Response> {
    const body = JSON.stringify({ revokeOtherSessions: true, ...fieldsOf(call.body) });
    return pass({ ...call, body });
  }

  /** Limits the passwords tried for one account, wherever they come from. */
  async function passPassword(call: AuthCall): Promise<Response> {
    const email = textIn(call.body, 'email');
    const wait = await attempts.begin(email);
    if (wait !== null) return tooMany(wait);
    const answer = await pass(call);
    if (answer.ok) {
      await attempts.succeed(email);
      return answer;
    }
    const member = answer.status === 401 ? await findByEmail(members, email) : null;
    // The answer does not wait for this, because its timing would reveal who is a member.
    if (member !== null) {
      note(call, member, 'sign_in.failed', answer.status).catch((error: unknown) =>
        log.error({ err: error }, 'a failed sign-in was not recorded'),
      );
    }
    return answer;
  }

  return (call: AuthCall): Promise<Response> => {
    switch (call.path) {
      case '/sign-in/email':
        return passPassword(call);
      case '/change-password':
        return passNewPassword(call);
      default:
        return pass(call);
    }
  };
}

/** Who gave the right password and is asked for a code. The cookie's signature was checked along with the code. */
async function challengedMember(
  { auth, members }: HandlerParts,
  { headers }: AuthCall,
): Promise<Member | null> {
  const { createAuthCookie, internalAdapter } = await auth().$context;
  const cookie = parseCookies(headers.get('cookie') ?? '').get(createAuthCookie('two_factor').name) ?? '';
  const challenge = await internalAdapter.findVerificationValue(cookie.slice(0, cookie.lastIndexOf('.')));
  return challenge === null ? null : ((await members.by('id', challenge.value))[0] ?? null);
}

/** The member that an answer names; none while the second factor is pending. */
async function answeredMember(members: Members, answer: Response): Promise<Member | null> {
  const body: unknown = await answer.clone().json();
  if (typeof body !== 'object' || body === null || !('user' in body)) return null;
  const { user } = body as { user: { id?: unknown } | null };
  return typeof user?.id === 'string' ? ((await members.by('id', user.id))[0] ?? null) : null;
}

async function refusesCode(answer: Response): Promise<boolean> {
  if (answer.status !== 401) return false;
  return ['INVALID_CODE', 'INVALID_BACKUP_CODE'].includes(textIn(await answer.clone().text(), 'code'));
}

function tooMany(waitSeconds: number): Response {
  return Response.json(
    { code: 'TOO_MANY_ATTEMPTS', message: `Too many wrong passwords. Try again in ${waitSeconds} seconds.` },
    { status: 429, headers: { 'Retry-After': String(waitSeconds) } },
  );
}

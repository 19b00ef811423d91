import { errors } from '@onfile/shared/errors.ts';
import type { OpenCall } from '../../flows/call.ts';
import { paging } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';
import { shortListPage } from '../../resources/list.ts';
import type { SignInSession } from '../../sign-in/member.ts';
import { route } from '../route.ts';

const path = '/v1/onfile/sign_in_sessions';
const returns = 'onfile.sign_in_session';
const callers = 'member';

/** The member's own sessions; an owner sees those of the whole team. */
const list = route({
  method: 'GET',
  path,
  params: ownParams(paging),
  returns: `list:${returns}`,
  callers,
  read: async (call) => {
    const sessions = await sessionsSeenBy(call);
    const data = sessions.map((session) => sessionView(session, call.member?.session));
    return shortListPage(data, call.params, { noun: 'session', url: path });
  },
});

/** Signs a browser out. */
const end = route({
  method: 'DELETE',
  path: `${path}/:session`,
  params: ownParams({}),
  returns: 'deleted',
  callers,
  flow: async (call) => {
    const id = call.path.session ?? '';
    const session = (await sessionsSeenBy(call)).find((each) => each.id === id);
    if (session === undefined) throw errors.missingInPath('session', id);
    await call.services.signIn?.endSession(id);
    return { id, object: returns, deleted: true };
  },
});

export const signInSessionRoutes = [list, end];

async function sessionsSeenBy({
  account,
  member,
  services,
}: Pick<OpenCall, 'account' | 'member' | 'services'>): Promise<SignInSession[]> {
  if (services.signIn === null || member === null) return [];
  const whose = member.member.role === 'owner' ? await services.signIn.members(account.id) : [member.member];
  return services.signIn.sessions(whose);
}

function sessionView(session: SignInSession, current: string | undefined) {
  const { id, name, email } = session.member;
  return {
    id: session.id,
    object: returns,
    created: session.created,
    current: session.id === current,
    expires_at: session.expiresAt,
    ip: session.ip,
    last_active: session.lastActive,
    member: { id, name, email },
    user_agent: session.userAgent,
  };
}

import { errors } from '@onfile/shared/errors.ts';
import type { OpenCall } from '../../flows/call.ts';
import { fields } from '../../params/fields.ts';
import { paging } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';
import { shortListPage } from '../../resources/list.ts';
import { invitationView, memberView } from '../../resources/team/view.ts';
import type { Member } from '../../sign-in/member.ts';
import { roles } from '../../sign-in/roles.ts';
import type { SignIn } from '../../sign-in/sign-in.ts';
import { route } from '../route.ts';

const path = '/v1/onfile/team';
const invitationsPath = `${path}/invitations`;
const returns = 'onfile.member';
const callers = 'member';

type Asked = Pick<OpenCall, 'account' | 'path' | 'services'>;

const list = route({
  method: 'GET',
  path,
  params: ownParams(paging),
  returns: `list:${returns}`,
  callers,
  read: async ({ account, params, services }) => {
    const members = (await services.signIn?.members(account.id)) ?? [];
    return shortListPage(members.map(memberView), params, { noun: 'member', url: path });
  },
});

/** The member's sessions continue with the new role. */
const update = route({
  method: 'POST',
  path: `${path}/:member`,
  params: ownParams({ role: fields.choice(roles) }),
  returns,
  callers,
  flow: async (call) => {
    const signIn = signInOf(call);
    const member = await memberIn(call, signIn);
    if (!(await signIn.changeRole(member, call.params.role))) throw lastOwner();
    return memberView({ ...member, role: call.params.role });
  },
});

/** Removes a member, who is signed out at once. */
const remove = route({
  method: 'DELETE',
  path: `${path}/:member`,
  params: ownParams({}),
  returns: 'deleted',
  callers,
  flow: async (call) => {
    const signIn = signInOf(call);
    const member = await memberIn(call, signIn);
    if (!(await signIn.removeMember(member))) throw lastOwner();
    return { id: member.id, object: returns, deleted: true };
  },
});

const invitations = route({
  method: 'GET',
  path: invitationsPath,
  params: ownParams(paging),
  returns: 'list:onfile.invitation',
  callers,
  read: async ({ account, params, services }) => {
    const links = (await services.signIn?.invitations(account.id)) ?? [];
    return shortListPage(links.map(invitationView), params, { noun: 'invitation', url: invitationsPath });
  },
});

/** Only this answer contains the link; nothing is sent. */
const invite = route({
  method: 'POST',
  path: invitationsPath,
  params: ownParams({ email: fields.email(), role: fields.choice(roles) }),
  returns: 'onfile.invitation',
  callers,
  answersOnce: true,
  flow: async (call) => {
    const signIn = signInOf(call);
    const { role } = call.params;
    const email = call.params.email.toLowerCase();
    if ((await signIn.findMemberByEmail(email)) !== null) {
      throw errors.parameterInvalid('Somebody with this e-mail address is already a member.', 'email');
    }
    const { link, url } = await signIn.invite({ account: call.account.id, email, role });
    return { ...invitationView(link), url };
  },
});

const withdraw = route({
  method: 'DELETE',
  path: `${invitationsPath}/:invitation`,
  params: ownParams({}),
  returns: 'deleted',
  callers,
  flow: async (call) => {
    const id = call.path.invitation ?? '';
    if (!(await signInOf(call).withdrawInvitation(call.account.id, id))) {
      throw errors.missingInPath('invitation', id);
    }
    return { id, object: 'onfile.invitation', deleted: true };
  },
});

export const teamRoutes = [list, update, remove, invitations, invite, withdraw];

function signInOf({ services }: Asked): SignIn {
  if (services.signIn !== null) return services.signIn;
  throw errors.stateInvalid('Development mode has no team: whoever reaches this machine may do everything.');
}

async function memberIn(call: Asked, signIn: SignIn): Promise<Member> {
  const id = call.path.member ?? '';
  const member = await signIn.findMember(call.account.id, id);
  if (member === null) throw errors.missingInPath('member', id);
  return member;
}

function lastOwner() {
  return errors.stateInvalid('An account needs an owner. Make somebody else an owner first.');
}

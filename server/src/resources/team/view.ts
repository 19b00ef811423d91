import type { SignInLink } from '../../sign-in/links.ts';
import type { Member } from '../../sign-in/member.ts';

export function memberView(member: Member) {
  return {
    id: member.id,
    object: 'onfile.member',
    created: member.created,
    email: member.email,
    last_sign_in: member.lastSignIn,
    name: member.name,
    role: member.role,
    two_factor: member.twoFactor,
  };
}

export function invitationView(link: SignInLink) {
  return {
    id: link.id,
    object: 'onfile.invitation',
    created: link.created,
    email: link.email,
    expires_at: link.expires_at,
    role: link.role,
  };
}

import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { SignInLink, SignInLinks } from './links.ts';

export interface LinkParts {
  readonly links: SignInLinks;
  /** The account of the first owner. */
  readonly ownersAccount: () => Promise<string>;
  readonly hasOwner: () => Promise<boolean>;
}

const token = z.string().min(1).max(200);

const unusable = () =>
  new APIError('NOT_FOUND', {
    code: 'LINK_INVALID',
    message: 'This link has been used, has expired, or never existed. Ask for a new one.',
  });

const refused = (code: string, message: string) => new APIError('BAD_REQUEST', { code, message });

function emailOf(link: SignInLink, given: string | undefined): string {
  const email = link.email ?? given;
  if (email === undefined) throw refused('EMAIL_MISSING', 'Missing required param: email.');
  return email.toLowerCase();
}

function requirePassword(
  { length }: string,
  {
    minPasswordLength: min,
    maxPasswordLength: max,
  }: { minPasswordLength: number; maxPasswordLength: number },
): void {
  if (length >= min && length <= max) return;
  const code = length < min ? 'PASSWORD_TOO_SHORT' : 'PASSWORD_TOO_LONG';
  throw refused(code, `A password has ${min} to ${max} characters.`);
}

const acceptance = z.object({
  token,
  name: z.string().trim().min(1).max(100),
  /** For the first owner; an invitation already names its address. */
  email: z.email().max(200).optional(),
  password: z.string(),
});

/** Becoming a member, which needs a link: a GET says what the link is for, a POST uses it up. */
export function linkEndpoints({ links, ownersAccount, hasOwner }: LinkParts) {
  async function usable(kind: SignInLink['kind'], given: string): Promise<SignInLink> {
    const link = await links.find(given);
    if (link?.kind !== kind || (kind === 'setup' && (await hasOwner()))) throw unusable();
    return link;
  }

  const read = (kind: SignInLink['kind'], path: string) =>
    createAuthEndpoint(path, { method: 'GET', query: z.object({ token }) }, async (context) => {
      const { email, role, expires_at } = await usable(kind, context.query.token);
      return context.json({ object: 'onfile.sign_in_link', kind, email, role, expires_at });
    });

  const accept = (kind: SignInLink['kind'], path: string) =>
    createAuthEndpoint(path, { method: 'POST', body: acceptance }, async (context) => {
      const { internalAdapter, password: passwords } = context.context;
      const { name, password, token: given } = context.body;
      const link = await usable(kind, given);
      const email = emailOf(link, context.body.email);
      requirePassword(password, passwords.config);
      if ((await internalAdapter.findUserByEmail(email)) !== null) {
        throw refused('EMAIL_TAKEN', 'Somebody with this e-mail address is already a member.');
      }
      const hash = await passwords.hash(password);
      const taken = await links.take(given);
      if (taken === undefined) throw unusable();
      const user = await internalAdapter
        .createUser(
          { name, email, role: taken.role, account: taken.account ?? (await ownersAccount()) },
          { method: 'email-password' },
        )
        .catch(async (error: unknown) => {
          await links.giveBack(given, taken);
          throw error;
        });
      await internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: 'credential',
        password: hash,
      });
      const session = await internalAdapter.createSession(user.id);
      await setSessionCookie(context, { session, user });
      return context.json({ user: { id: user.id, name: user.name, email: user.email, role: taken.role } });
    });

  return {
    id: 'onfile-links',
    endpoints: {
      readSetUp: read('setup', '/set-up'),
      acceptSetUp: accept('setup', '/set-up'),
      readInvitation: read('invitation', '/invitation'),
      acceptInvitation: accept('invitation', '/invitation'),
    },
  } satisfies BetterAuthPlugin;
}

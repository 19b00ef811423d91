import { forgetChanges } from '../../api/client.ts';

/** A refused call of the sign-in service under `/dashboard/auth`, which answers in JSON and sets the session's cookie. */
export class AuthFailed extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'AuthFailed';
    this.status = status;
  }
}

async function call<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/dashboard/auth${path}`, {
    method,
    headers: {
      'Onfile-Dashboard': '1',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new AuthFailed(0, '');
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new AuthFailed(response.status, answer?.message ?? answer?.error?.message ?? '');
  return answer;
}

/** Signs in; returns whether a second factor is required. */
export async function signIn(email: string, password: string): Promise<'done' | 'second_factor'> {
  const answer = await call<{ readonly twoFactorRedirect?: boolean }>('POST', '/sign-in/email', {
    email,
    password,
  });
  return answer.twoFactorRedirect === true ? 'second_factor' : 'done';
}

export function verifyCode(code: string, kind: 'totp' | 'backup-code'): Promise<unknown> {
  return call('POST', `/two-factor/verify-${kind}`, { code });
}

export async function signOut(): Promise<void> {
  await call('POST', '/sign-out', {});
  forgetChanges();
}

export function enableTwoFactor(
  password: string,
): Promise<{ readonly totpURI: string; readonly backupCodes: readonly string[] }> {
  return call('POST', '/two-factor/enable', { password });
}

export function disableTwoFactor(password: string): Promise<unknown> {
  return call('POST', '/two-factor/disable', { password });
}

export async function newBackupCodes(password: string): Promise<readonly string[]> {
  const answer = await call<{ readonly backupCodes: readonly string[] }>(
    'POST',
    '/two-factor/generate-backup-codes',
    { password },
  );
  return answer.backupCodes;
}

/** Whether the signed-in member has a second factor. */
export async function hasTwoFactor(): Promise<boolean> {
  const { user } = await call<{ readonly user: { readonly twoFactorEnabled?: boolean } }>(
    'GET',
    '/get-session',
  );
  return user.twoFactorEnabled === true;
}

export function changePassword(
  currentPassword: string,
  newPassword: string,
  revokeOtherSessions: boolean,
): Promise<unknown> {
  return call('POST', '/change-password', { currentPassword, newPassword, revokeOtherSessions });
}

export interface LinkFacts {
  readonly email: string | null;
}

/** What a set-up or invitation link is for; refused if it is used or expired. */
export function readLink(kind: 'set-up' | 'invitation', token: string): Promise<LinkFacts> {
  return call('GET', `/${kind}?token=${encodeURIComponent(token)}`);
}

export function acceptLink(
  kind: 'set-up' | 'invitation',
  person: {
    readonly token: string;
    readonly name: string;
    readonly email: string;
    readonly password: string;
  },
): Promise<unknown> {
  return call('POST', `/${kind}`, person);
}

export interface Passkey {
  readonly id: string;
  readonly name?: string | null;
  readonly createdAt?: string | null;
}

export function listPasskeys(): Promise<readonly Passkey[]> {
  return call('GET', '/passkey/list-user-passkeys');
}

export function deletePasskey(id: string): Promise<unknown> {
  return call('POST', '/passkey/delete-passkey', { id });
}

/** Leaves the options to the browser's own parsers, which know their form. */
export async function addPasskey(name: string): Promise<void> {
  const options = await call<PublicKeyCredentialCreationOptionsJSON>(
    'GET',
    '/passkey/generate-register-options',
  );
  const credential = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  });
  await call('POST', '/passkey/verify-registration', { response: jsonOf(credential), name });
}

export async function signInWithPasskey(): Promise<void> {
  const options = await call<PublicKeyCredentialRequestOptionsJSON>(
    'GET',
    '/passkey/generate-authenticate-options',
  );
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  });
  await call('POST', '/passkey/verify-authentication', { response: jsonOf(credential) });
}

function jsonOf(credential: Credential | null): unknown {
  if (!(credential instanceof PublicKeyCredential)) throw new AuthFailed(0, '');
  return credential.toJSON();
}

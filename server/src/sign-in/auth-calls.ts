export const authPath = '/dashboard/auth';

/** The calls of better-auth that the dashboard makes; none of its others are served. */
const calls = [
  'POST /sign-in/email',
  'POST /sign-out',
  'GET /get-session',
  'POST /change-password',
  'POST /update-user',
  'GET /set-up',
  'POST /set-up',
  'GET /invitation',
  'POST /invitation',
  'POST /two-factor/enable',
  'POST /two-factor/disable',
  'POST /two-factor/get-totp-uri',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'POST /two-factor/generate-backup-codes',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
  'GET /passkey/list-user-passkeys',
  'POST /passkey/update-passkey',
  'POST /passkey/delete-passkey',
] as const;

const known: ReadonlySet<string> = new Set(calls);

export function isAuthCall(method: string, path: string): boolean {
  return known.has(`${method} ${path}`);
}

/** The audit log's names for those that change something. */
export const auditedCalls: Readonly<Record<string, string>> = {
  'POST /sign-in/email': 'sign_in.password',
  'POST /two-factor/verify-totp': 'sign_in.two_factor',
  'POST /two-factor/verify-backup-code': 'sign_in.backup_code',
  'POST /passkey/verify-authentication': 'sign_in.passkey',
  'POST /set-up': 'sign_in.joined',
  'POST /invitation': 'sign_in.joined',
  'POST /sign-out': 'sign_out',
  'POST /change-password': 'password.change',
  'POST /update-user': 'profile.update',
  'POST /two-factor/enable': 'two_factor.enable',
  'POST /two-factor/disable': 'two_factor.disable',
  'POST /two-factor/generate-backup-codes': 'two_factor.new_backup_codes',
  'POST /passkey/verify-registration': 'passkey.create',
  'POST /passkey/update-passkey': 'passkey.update',
  'POST /passkey/delete-passkey': 'passkey.delete',
};

export function signsIn(action: string): boolean {
  return action.startsWith('sign_in.');
}

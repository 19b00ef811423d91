import { errors } from '@onfile/shared/errors.ts';
import type { IssuedKey } from '../../keys/issued-keys.ts';
import { type KeyRights, mayIssue, type Role } from '../../sign-in/roles.ts';

interface Given {
  readonly kind?: IssuedKey['kind'] | undefined;
  readonly permissions?: readonly string[] | undefined;
}

/** What a new key may do. Throws 400 for permissions that do not exist, or that its kind does not take. */
export function rightsOf(given: Given, known: readonly string[]): KeyRights {
  const { permissions } = given;
  const kind = given.kind ?? (permissions === undefined ? 'secret' : 'restricted');
  if (kind !== 'restricted') {
    if (permissions !== undefined) {
      throw errors.parameterInvalid('Only restricted keys have permissions.', 'permissions');
    }
    return { kind, permissions: null };
  }
  if (permissions === undefined || permissions.length === 0) throw errors.parameterMissing('permissions');
  const unknown = permissions.find((permission) => !known.includes(permission));
  if (unknown !== undefined) {
    throw errors.parameterInvalid(
      `There is no permission ${unknown}. GET /v1/onfile/api_keys/permissions lists them.`,
      'permissions',
    );
  }
  return { kind, permissions: [...new Set(permissions)].sort() };
}

/** Throws 403 if the key could do more in live mode than its creator. */
export function requireRights(role: Role, rights: KeyRights, livemode: boolean): void {
  if (!mayIssue(role, rights, livemode)) throw errors.keyBeyondRole(role);
}

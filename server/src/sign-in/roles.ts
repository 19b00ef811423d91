/** What a member of the team may do. Pure: role and permission in, decision out. */
export const roles = ['owner', 'developer', 'support', 'read_only'] as const;
export type Role = (typeof roles)[number];

/** Who works here, and what they did, is the owner's business. */
const ownersOnly = new Set(['onfile_team', 'onfile_audit_log']);

/** What support and read-only members do not even see: masked keys say what could be stolen. */
const developersOnly = new Set(['onfile_api_keys']);

/** Everyone sees and ends their own sessions; the route shows nobody else's. */
const everyones = new Set(['onfile_sign_in_sessions']);

/** What support may change: customers, and their saved cards. */
const supportWrites = new Set(['customers', 'payment_methods']);

/** Whether a role may use a permission (`customers:read`, `refunds:write`) in the mode. */
export function allows(role: Role, permission: string, livemode: boolean): boolean {
  const [resource = '', access = ''] = permission.split(':');
  if (role === 'owner' || everyones.has(resource)) return true;
  if (ownersOnly.has(resource)) return false;
  switch (role) {
    case 'developer':
      return permission !== 'onfile_settings:write' && !(livemode && permission === 'refunds:write');
    case 'support':
      if (developersOnly.has(resource)) return false;
      return access === 'read' || supportWrites.has(resource);
    case 'read_only':
      return access === 'read' && !developersOnly.has(resource);
  }
}

/** Whether a role sees secrets inside the objects it may read, such as a payment intent's client secret. */
export function seesSecrets(role: Role): boolean {
  return role === 'owner' || role === 'developer';
}

export interface KeyRights {
  readonly kind: 'secret' | 'publishable' | 'restricted';
  /** Of a restricted key. */
  readonly permissions: readonly string[] | null;
}

/** In live mode nobody creates a key that can do more than they can. Test mode is for trying things out. */
export function mayIssue(role: Role, key: KeyRights, livemode: boolean): boolean {
  if (role === 'owner') return true;
  if (!allows(role, 'onfile_api_keys:write', livemode)) return false;
  if (!livemode || key.kind === 'publishable') return true;
  return key.permissions?.every((permission) => allows(role, permission, livemode)) ?? false;
}

import { errors } from '@onfile/shared/errors.ts';
import type { AnyRoute } from '../api/route.ts';
import type { Caller } from '../keys/caller-cache.ts';
import { allows } from '../sign-in/roles.ts';

/**
 * Refuses publishable keys where the server must call, restricted keys without the permission, members whose role does
 * not allow it, and keys where a member must be signed in; development mode has no members, and its keys may.
 */
export function permit(
  route: Pick<AnyRoute, 'method' | 'path' | 'callers'>,
  caller: Caller,
  { masked, development }: { readonly masked: string; readonly development: boolean },
): void {
  const needed = permissionOf(route);
  if (caller.member !== null) {
    const { role } = caller.member.member;
    if (!allows(role, needed, caller.livemode)) throw errors.roleForbids(role, needed);
    return;
  }
  const forServers = route.callers === 'server' || route.callers === 'member';
  if (caller.kind === 'publishable' && forServers) throw errors.secretKeyRequired();
  if (route.callers === 'member' && !development) throw errors.membersOnly();
  requirePermission(needed, caller, masked);
}

/** Refuses a restricted key what it may not read, also where `expand` asks for it. */
export function permitReading(resources: readonly string[], caller: Caller, masked: string): void {
  for (const resource of resources) requirePermission(`${resource}:read`, caller, masked);
}

function requirePermission(needed: string, { permissions, account }: Caller, masked: string): void {
  if (permissions === null) return;
  const covered = [needed, needed.replace(/:read$/, ':write')];
  if (covered.some((permission) => permissions.includes(permission))) return;
  const [resource, access] = needed.split(':');
  throw errors.permissionMissing(masked, account.id, `rak_${resource?.replace(/s$/, '')}_${access}`);
}

/** `customers:read` for a GET below `/v1/customers`, `customers:write` for the rest. */
export function permissionOf(route: Pick<AnyRoute, 'method' | 'path'>): string {
  const segments = route.path.split('/').filter((segment) => segment !== '' && !segment.startsWith(':'));
  const resource =
    segments[1] === 'checkout' || segments[1] === 'onfile' ? `${segments[1]}_${segments[2]}` : segments[1];
  return `${resource}:${route.method === 'GET' ? 'read' : 'write'}`;
}

/** What restricted keys can be given: each resource to read, and to write, which reads too. */
export function permissionsOf(routes: readonly Pick<AnyRoute, 'method' | 'path' | 'callers'>[]): string[] {
  const forKeys = routes.filter((route) => route.callers === 'server' || route.callers === 'browser');
  const resources = new Set(forKeys.map((route) => permissionOf(route).split(':', 1)[0] ?? ''));
  return [...resources].sort().flatMap((resource) => [`${resource}:read`, `${resource}:write`]);
}

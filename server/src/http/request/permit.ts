import { errors } from '@onfile/shared/errors.ts';
import { resourcesShownBy } from '../../api/resources.ts';
import type { AnyRoute } from '../../api/route.ts';
import type { Caller } from '../../keys/caller-cache.ts';
import { allows } from '../../sign-in/roles.ts';
import type { Context, Knowing } from './context.ts';
import { resourcesOf } from './expand.ts';

type Asked = Pick<Context, 'services' | 'name'> & {
  readonly route: Pick<AnyRoute, 'method' | 'path' | 'callers' | 'returns'>;
  readonly caller: Caller;
};

/** Throws 401 or 403 if the caller may not make the call. */
export function requirePermission({ services, route, caller, name }: Asked): void {
  permit(route, caller, { masked: name, development: services.keyMode === 'development' });
}

/** Refuses to let a restricted key read what it may not, including through `expand`. */
export function requireReading({ caller, name, expansion }: Knowing<'caller'>): void {
  for (const resource of resourcesOf(expansion.plans)) requireOne(`${resource}:read`, caller, name);
}

/**
 * Refuses publishable keys for calls of the server, restricted keys without the permission, members whose role does not allow
 * it, and keys for calls of signed-in members; development mode has no members, so its keys may make those.
 */
export function permit(
  route: PermittedRoute & Pick<AnyRoute, 'callers'>,
  caller: Caller,
  { masked, development }: { readonly masked: string; readonly development: boolean },
): void {
  const needed = neededBy(route);
  if (caller.member !== null) {
    const { role } = caller.member.member;
    const forbidden = needed.find((permission) => !allows(role, permission, caller.livemode));
    if (forbidden !== undefined) throw errors.roleForbids(role, forbidden);
    return;
  }
  const forServers = route.callers === 'server' || route.callers === 'member';
  if (caller.kind === 'publishable' && forServers) throw errors.secretKeyRequired();
  if (route.callers === 'member' && !development) throw errors.membersOnly();
  for (const permission of needed) requireOne(permission, caller, masked);
}

const known = new WeakMap<object, readonly string[]>();

function neededBy(route: PermittedRoute): readonly string[] {
  const needed = known.get(route) ?? permissionsNeeded(route);
  known.set(route, needed);
  return needed;
}

function requireOne(needed: string, { permissions, account }: Caller, masked: string): void {
  if (permissions === null) return;
  const covered = [needed, needed.replace(/:read$/, ':write')];
  if (covered.some((permission) => permissions.includes(permission))) return;
  const [resource, access] = needed.split(':');
  throw errors.permissionMissing(masked, account.id, `rak_${resource?.replace(/s$/, '')}_${access}`);
}

type PermittedRoute = Pick<AnyRoute, 'method' | 'path' | 'returns'> & Partial<Pick<AnyRoute, 'changes'>>;

/**
 * What a call needs: to read everything its answer shows, and to write what it changes, which is what it returns unless the
 * route says otherwise. So `/v1/customers/:customer/payment_methods` needs `payment_methods:read`, whatever its path starts with.
 */
export function permissionsNeeded({
  method,
  path,
  returns,
  changes = returns,
}: PermittedRoute): [string, ...string[]] {
  const shown = resourcesShownBy[returns.replace(/^list:/, '')] ?? [];
  const changed = changes === returns ? [] : (resourcesShownBy[changes]?.slice(0, 1) ?? []);
  const [own = resourceOfPath(path), ...others] = [...changed, ...shown];
  return [`${own}:${method === 'GET' ? 'read' : 'write'}`, ...others.map((resource) => `${resource}:read`)];
}

function resourceOfPath(path: string): string {
  const [, first = '', second] = path.split('/').filter((segment) => segment !== '');
  return first === 'checkout' || first === 'onfile' ? `${first}_${second}` : first;
}

/** The permissions that restricted keys can have: to read each resource, and to write it, which includes reading. */
export function permissionsOf(routes: readonly (PermittedRoute & Pick<AnyRoute, 'callers'>)[]): string[] {
  const forKeys = routes.filter((route) => route.callers === 'server' || route.callers === 'browser');
  const needed = forKeys.flatMap(permissionsNeeded);
  const resources = new Set(needed.map((permission) => permission.split(':', 1)[0] ?? ''));
  return [...resources].sort().flatMap((resource) => [`${resource}:read`, `${resource}:write`]);
}

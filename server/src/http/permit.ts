import { errors } from '@onfile/shared/errors.ts';
import type { AnyRoute } from '../api/route.ts';
import type { Caller } from '../keys/caller-cache.ts';
import type { PresentedKey } from '../keys/presented-key.ts';

/** Refuses publishable keys where the server must call, and restricted keys without the permission. */
export function permit(
  route: Pick<AnyRoute, 'callers' | 'method' | 'path'>,
  caller: Caller,
  key: PresentedKey,
): void {
  if (caller.kind === 'publishable' && route.callers === 'server') throw errors.secretKeyRequired();
  if (caller.permissions === null) return;
  const needed = permissionOf(route);
  const covered = [needed, needed.replace(/:read$/, ':write')];
  if (!covered.some((permission) => caller.permissions?.includes(permission))) {
    const [resource, access] = needed.split(':');
    throw errors.permissionMissing(
      key.masked,
      caller.account.id,
      `rak_${resource?.replace(/s$/, '')}_${access}`,
    );
  }
}

/** `customers:read` for a GET below `/v1/customers`, `customers:write` for the rest. */
export function permissionOf(route: Pick<AnyRoute, 'method' | 'path'>): string {
  const segments = route.path.split('/').filter((segment) => segment !== '' && !segment.startsWith(':'));
  const resource =
    segments[1] === 'checkout' || segments[1] === 'onfile' ? `${segments[1]}_${segments[2]}` : segments[1];
  return `${resource}:${route.method === 'GET' ? 'read' : 'write'}`;
}

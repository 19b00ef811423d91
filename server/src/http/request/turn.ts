import { errors } from '@onfile/shared/errors.ts';
import type { Knowing } from './context.ts';

/** A sandbox may ask for failing calls; its own switches always work. */
export async function failAsAsked({ services, caller, route, path }: Knowing<'caller'>): Promise<void> {
  if (path.startsWith('/v1/onfile/')) return;
  const status = await services.faults.refuse(caller.account.id, route.method, path);
  if (status === null) return;
  throw status === 429 ? errors.rateLimited() : errors.unwell(status);
}

/** Waits until the request may run. Throws 429 if too much is already waiting. */
export async function takeTurn({ services, caller, releases }: Knowing<'caller'>): Promise<void> {
  releases.push(await services.admission.enter(caller.account.id));
}

import type { Services } from '../../services.ts';
import { ownDoing } from '../../store/store.ts';
import { webhookEndpoints } from '../../webhooks/endpoints.ts';

/** Ends the endpoint of a listener on a device, until it listens again. */
export function disableListener(
  { store }: Services,
  scope: { readonly account: string; readonly livemode: boolean },
  id: string,
): Promise<void> {
  return store.account(scope).write(ownDoing, async (transaction) => {
    const row = await webhookEndpoints.lock(transaction, id);
    if (row !== undefined) await webhookEndpoints.update(transaction, { ...row, status: 'disabled' });
  });
}

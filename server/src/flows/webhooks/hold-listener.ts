import type { Services } from '../../services.ts';
import { ownDoing } from '../../store/store.ts';
import { holdCliListener, leaveCliListener } from '../../webhooks/cli-listeners.ts';
import { webhookEndpoints } from '../../webhooks/endpoints.ts';

interface Listener {
  readonly account: string;
  readonly livemode: boolean;
  readonly endpoint: string;
  /** Names the connection. */
  readonly socket: string;
}

/** Enables a device's endpoint while it listens on a connection of this process. Returns false if there is no such endpoint. */
export function holdListener({ store, leases, clock }: Services, listener: Listener): Promise<boolean> {
  const { endpoint, socket } = listener;
  return store.account(listener).write(ownDoing, async (transaction) => {
    const row = await webhookEndpoints.lock(transaction, endpoint);
    if (row === undefined) return false;
    const { worker } = leases.lease();
    await holdCliListener(transaction, { endpoint, socket, worker }, clock.now());
    if (row.status !== 'enabled') await webhookEndpoints.update(transaction, { ...row, status: 'enabled' });
    return true;
  });
}

/**
 * Disables the endpoint when the connection ends, so that events are not kept for a device that is gone, unless the device
 * has already reconnected, to this process or another.
 */
export function leaveListener({ store }: Services, listener: Listener): Promise<void> {
  const { endpoint } = listener;
  return store.account(listener).write(ownDoing, async (transaction) => {
    const row = await webhookEndpoints.lock(transaction, endpoint);
    if (!(await leaveCliListener(transaction, listener))) return;
    if (row !== undefined) await webhookEndpoints.update(transaction, { ...row, status: 'disabled' });
  });
}

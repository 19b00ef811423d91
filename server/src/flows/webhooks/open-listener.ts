import { holdAccount } from '../../keys/accounts.ts';
import { changedEndpoint, newEndpoint } from '../../resources/webhook-endpoints/rules.ts';
import { type EndpointRow, webhookEndpoints } from '../../webhooks/endpoints.ts';
import type { Call } from '../call.ts';

interface Listener {
  /** Its secret stays the same from run to run. */
  readonly device: string;
  readonly enabled_events: readonly string[];
  /** Where it receives events, given the endpoint's id. */
  readonly url: (id: string) => string;
}

/**
 * Creates or re-enables a device's single endpoint, and returns its signing secret in clear: for `onfile listen`, and for
 * the official CLI's sessions. One transaction; repeating it after a crash finds the same endpoint.
 */
export async function openListener(
  call: Call<unknown>,
  { device, enabled_events, url }: Listener,
): Promise<{ row: EndpointRow; secret: string }> {
  const { keyMode, ids, vault } = call.services;
  const { account, livemode } = call.store.reader.scope;
  const { row, secret } = await call.store.write(call.origin, async (transaction) => {
    await holdAccount(transaction);
    // The limit exceeds what there can be, so that none is left out.
    const { rows } = await webhookEndpoints.page(transaction, { limit: 1000 });
    const of = rows.find(({ doc }) => doc.device === device)?.id;
    const known = of === undefined ? undefined : await webhookEndpoints.lock(transaction, of);
    if (known !== undefined) {
      const change = { url: url(known.id), enabled_events: [...enabled_events], disabled: false };
      const after = changedEndpoint(known, change, keyMode);
      await webhookEndpoints.update(transaction, after);
      return { row: after, secret: null };
    }
    const id = ids.next('webhook_endpoint');
    const made = ids.next('webhook_secret');
    const sealed = vault.sealSecret(made, { account, livemode, owner: id });
    const given = { url: url(id), enabled_events: [...enabled_events] };
    const fresh = newEndpoint(given, { id, now: call.now, sealedSecret: sealed, device }, keyMode);
    await webhookEndpoints.insert(transaction, fresh);
    return { row: fresh, secret: made };
  });
  const kept = row.doc.secrets[0]?.sealed ?? '';
  return { row, secret: secret ?? (await vault.openSecret(kept, { account, livemode, owner: row.id })) };
}

import { errors } from '@onfile/shared/errors.ts';
import type { OpenCall } from '../../flows/call.ts';
import { openListener } from '../../flows/webhooks/open-listener.ts';
import { holdAccount } from '../../keys/accounts.ts';
import { listPage } from '../../resources/list.ts';
import * as params from '../../resources/webhook-endpoints/params.ts';
import {
  changedEndpoint,
  endpointsMax,
  newEndpoint,
  rolledEndpoint,
} from '../../resources/webhook-endpoints/rules.ts';
import { endpointView } from '../../resources/webhook-endpoints/view.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { deletingEndpoint, type EndpointRow, webhookEndpoints } from '../../webhooks/endpoints.ts';
import { route } from '../route.ts';

const returns = 'webhook_endpoint';
const one = '/v1/webhook_endpoints/:endpoint';
const defaultOverlapSeconds = 24 * 60 * 60;

const create = route({
  method: 'POST',
  path: '/v1/webhook_endpoints',
  params: params.createParams,
  returns,
  write: async (call, transaction) => {
    await holdAccount(transaction);
    const rows = await allEndpoints(transaction);
    if (rows.filter(({ doc }) => doc.device === null).length >= endpointsMax) {
      throw errors.stateInvalid(`You have reached the maximum of ${endpointsMax} webhook endpoints.`);
    }
    const id = call.services.ids.next('webhook_endpoint');
    const { secret, sealed } = newSecret(call, id);
    const birth = { id, now: call.now, sealedSecret: sealed, device: null };
    const row = newEndpoint(call.params, birth, call.services.keyMode);
    await webhookEndpoints.insert(transaction, row);
    return { ...endpointView(row, call.livemode), secret };
  },
});

const retrieve = route({
  method: 'GET',
  path: one,
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const id = call.path.endpoint ?? '';
    const row = await webhookEndpoints.find(reader, id);
    if (row === undefined) throw errors.missingInPath('webhook endpoint', id, 'webhook_endpoint');
    return endpointView(row, call.livemode);
  },
});

const update = route({
  method: 'POST',
  path: one,
  params: params.updateParams,
  returns,
  write: async (call, transaction) => {
    const before = await requireEndpoint(call, transaction);
    const after = changedEndpoint(before, call.params, call.services.keyMode);
    await webhookEndpoints.update(transaction, after);
    return endpointView(after, call.livemode);
  },
});

/** Whatever waits for the endpoint is no longer delivered. */
const remove = route({
  method: 'DELETE',
  path: one,
  params: params.noParams,
  returns,
  write: async (call, transaction) => {
    const { id } = await requireEndpoint(call, transaction);
    await transaction.run(deletingEndpoint, { id });
    return { id, object: 'webhook_endpoint', deleted: true };
  },
});

const list = route({
  method: 'GET',
  path: '/v1/webhook_endpoints',
  params: params.listParams,
  returns: 'list:webhook_endpoint',
  read: (call, reader) =>
    listPage(reader, webhookEndpoints, {
      paging: call.params,
      filter: (cursor) => cursor,
      noun: 'webhook endpoint',
      url: '/v1/webhook_endpoints',
      view: (row) => endpointView(row, call.livemode),
    }),
});

/** Creates a new secret, shown once; the previous one also signs for a while. */
const rollSecret = route({
  method: 'POST',
  path: '/v1/onfile/webhook_endpoints/:endpoint/roll_secret',
  params: params.rollParams,
  returns,
  write: async (call, transaction) => {
    const before = await requireEndpoint(call, transaction);
    const { secret, sealed } = newSecret(call, before.id);
    const until = call.now + (call.params.expires_in ?? defaultOverlapSeconds);
    const after = rolledEndpoint(before, sealed, until);
    await webhookEndpoints.update(transaction, after);
    return { ...endpointView(after, call.livemode), secret };
  },
});

/** For `onfile listen`: one endpoint per device, whose secret stays the same from run to run. */
const listen = route({
  method: 'POST',
  path: '/v1/onfile/listeners',
  params: params.listenerParams,
  returns,
  flow: async (call) => {
    const { device, url, enabled_events = ['*'] } = call.params;
    const { row, secret } = await openListener(call, { device, enabled_events, url: () => url });
    return { ...endpointView(row, call.livemode), secret };
  },
});

export const webhookEndpointRoutes = [create, list, retrieve, update, remove, rollSecret, listen];

/** The limit exceeds what there can be, so that none is left out. */
async function allEndpoints(reader: Reader): Promise<EndpointRow[]> {
  return (await webhookEndpoints.page(reader, { limit: 1000 })).rows;
}

async function requireEndpoint(call: OpenCall, transaction: Transaction): Promise<EndpointRow> {
  const id = call.path.endpoint ?? '';
  const row = await webhookEndpoints.lock(transaction, id);
  if (row === undefined) throw errors.missingInPath('webhook endpoint', id, 'webhook_endpoint');
  return row;
}

/** A fresh secret, and its stored form. */
function newSecret({ account, livemode, services }: OpenCall, endpoint: string) {
  const secret = services.ids.next('webhook_secret');
  const binding = { account: account.id, livemode, owner: endpoint };
  return { secret, sealed: services.vault.sealSecret(secret, binding) };
}

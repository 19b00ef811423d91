import { errors } from '@onfile/shared/errors.ts';
import type { OpenCall } from '../../flows/call.ts';
import { expireKey, type IssuedKey, listKeysOf, makeKey, rollKey } from '../../keys/issued-keys.ts';
import { paging } from '../../params/lists.ts';
import { ownParams } from '../../params/params.ts';
import { createParams, rollParams } from '../../resources/api-keys/params.ts';
import { requireRights, rightsOf } from '../../resources/api-keys/rules.ts';
import { keyView } from '../../resources/api-keys/view.ts';
import { shortListPage } from '../../resources/list.ts';
import { route } from '../route.ts';

const path = '/v1/onfile/api_keys';
const returns = 'onfile.api_key';
const callers = 'member';

type Asked = Pick<OpenCall, 'account' | 'livemode' | 'member' | 'services'>;

/** The mode's working keys, newest first. */
const list = route({
  method: 'GET',
  path,
  params: ownParams(paging),
  returns: `list:${returns}`,
  callers,
  read: async (call) => {
    const keys = await keysOf(call);
    return shortListPage(keys.map(keyView), call.params, { noun: 'API key', url: path });
  },
});

const permissions = route({
  method: 'GET',
  path: `${path}/permissions`,
  params: ownParams({}),
  returns: 'list:onfile.permission',
  callers,
  read: async (call) => ({
    object: 'list',
    data: call.services.permissions.map((id) => ({ id, object: 'onfile.permission' })),
    has_more: false,
    url: `${path}/permissions`,
  }),
});

const create = route({
  method: 'POST',
  path,
  params: createParams,
  returns,
  callers,
  answersOnce: true,
  flow: async (call) => {
    const { account, livemode, params, services } = call;
    refuseInDevelopment(call);
    const rights = rightsOf(params, services.permissions);
    requireRights(roleOf(call), rights, livemode);
    const { key, secret } = await makeKey(call.store, services.clock, services.ids, {
      ...rights,
      account: account.id,
      livemode,
      name: params.name ?? '',
    });
    return { ...keyView(key), secret };
  },
});

/** Replaces a key; the old one keeps working for a while. */
const roll = route({
  method: 'POST',
  path: `${path}/:key/roll`,
  params: rollParams,
  returns,
  callers,
  answersOnce: true,
  flow: async (call) => {
    const { account, livemode, params, services } = call;
    refuseInDevelopment(call);
    const old = await keyOf(call);
    requireRights(roleOf(call), old, livemode);
    const { clock, ids, callers: known } = services;
    const made = await rollKey(call.store, clock, ids, old, params.expires_in);
    if (made === null) {
      throw errors.stateInvalid(
        'This key has already been rolled or revoked. Roll the one that replaced it.',
      );
    }
    await known.forget(account.id);
    return { ...keyView(made.key), secret: made.secret };
  },
});

/** Revokes a key at once. */
const remove = route({
  method: 'DELETE',
  path: `${path}/:key`,
  params: ownParams({}),
  returns: 'deleted',
  callers,
  flow: async (call) => {
    refuseInDevelopment(call);
    const { callers: known, clock, store } = call.services;
    const key = await keyOf(call);
    await expireKey(store.system, key, clock.now());
    await known.forget(call.account.id);
    return { id: key.id, object: returns, deleted: true };
  },
});

export const apiKeyRoutes = [list, permissions, create, roll, remove];

function keysOf({ account, livemode, services }: Asked): Promise<IssuedKey[]> {
  return listKeysOf(services.store.system, { account: account.id, livemode }, services.clock.now());
}

async function keyOf(call: Asked & Pick<OpenCall, 'path'>): Promise<IssuedKey> {
  const id = call.path.key ?? '';
  const key = (await keysOf(call)).find((each) => each.id === id);
  if (key === undefined) throw errors.missingInPath('API key', id);
  return key;
}

/** In production mode only members get here. */
function roleOf({ member }: Asked) {
  if (member === null) throw errors.membersOnly();
  return member.member.role;
}

function refuseInDevelopment({ services }: Asked): void {
  if (services.keyMode === 'production') return;
  throw errors.stateInvalid(
    'In development mode there are no keys to keep: any well-formed sk_test_… key opens a sandbox of its own.',
  );
}

import { ApiError } from '@onfile/shared/errors.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandables, routes } from '../../api/index.ts';
import { resourcesShownBy } from '../../api/resources.ts';
import { openAccount } from '../../keys/accounts.ts';
import { issueKey } from '../../keys/issued-keys.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import { type TestServer, testServer } from '../../testing/test-server.ts';
import { permissionsNeeded, permissionsOf, permit } from './permit.ts';

const known = permissionsOf(routes);
const forKeys = routes.filter(({ callers }) => callers === 'server' || callers === 'browser');

describe('what a restricted key must be given', () => {
  it.each(forKeys.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'for %s is exactly what the call needs',
    (_name, route) => {
      const admits = (permissions: readonly string[]) => {
        const account = { id: 'acct_1' } as never;
        const caller = {
          account,
          livemode: false,
          kind: 'secret',
          key: 'k',
          permissions,
          member: null,
        } as const;
        try {
          permit(route, caller, { masked: 'rk_test_***', development: false });
          return true;
        } catch (error) {
          if (error instanceof ApiError && error.status === 403) return false;
          throw error;
        }
      };
      const needed = permissionsNeeded(route);
      expect(known).toEqual(expect.arrayContaining(needed));
      expect(admits(needed)).toBe(true);
      for (const missing of needed) {
        const [resource] = missing.split(':');
        expect(admits(known.filter((each) => !each.startsWith(`${resource}:`)))).toBe(false);
      }
      if (route.method !== 'GET') expect(admits(known.filter((each) => each.endsWith(':read')))).toBe(false);
    },
  );

  it.each([
    ['GET /v1/customers/:customer/payment_methods', ['payment_methods:read']],
    ['GET /v1/customers/:customer/payment_methods/:payment_method', ['payment_methods:read']],
    ['GET /v1/charges/:charge/refunds', ['refunds:read']],
    ['POST /v1/charges/:charge/refunds', ['refunds:write']],
    ['POST /v1/charges/:charge/refund', ['refunds:write', 'charges:read']],
    ['POST /v1/files', ['files:write']],
    ['GET /v1/onfile/customers', ['customers:read', 'payment_methods:read', 'charges:read']],
    ['GET /v1/onfile/events', ['events:read']],
    ['GET /v1/balance/history', ['balance_transactions:read']],
    ['GET /v1/payment_pages/:session', ['payment_pages:read', 'customers:read', 'payment_methods:read']],
    ['POST /v1/onfile/webhook_endpoints/:endpoint/roll_secret', ['webhook_endpoints:write']],
    ['POST /v1/test_helpers/confirmation_tokens', ['confirmation_tokens:write']],
    ['POST /v1/customers/:customer', ['customers:write']],
    ['GET /v1/checkout/sessions/:session/line_items', ['checkout_sessions:read']],
  ])('is for %s what is read, whatever its path begins with', (call, expected) => {
    const route = routes.find(({ method, path }) => `${method} ${path}` === call);
    expect(route && permissionsNeeded(route)).toEqual(expected);
  });

  it('has an entry for every object that can be expanded', () => {
    const named = Object.entries(expandables)
      .flatMap(([, fields]) => Object.values(fields))
      .filter(({ resource, to }) => resource !== null && !to.startsWith('list:') && to !== 'balance_source');
    for (const { resource, to } of named) expect([to, resourcesShownBy[to]?.[0]]).toEqual([to, resource]);
  });
});

describe('what a restricted key reads', () => {
  let server: TestServer;
  let secret: string;
  const account = 'acct_1restricted';
  beforeAll(async () => {
    server = await testServer('sqlite', { mode: 'production' });
    const { store, clock } = server.services;
    await openAccount(store.system, clock, account);
    secret = await keyOf(null);
  });
  afterAll(() => server.stop());

  const keyOf = (permissions: readonly string[] | null) =>
    issueKey(server.services.store, server.services.clock, server.services.ids, {
      account,
      livemode: false,
      kind: permissions === null ? 'secret' : 'restricted',
      name: 'Test',
      ...(permissions === null ? {} : { permissions }),
    });

  it('does not include saved cards with customers:read, or refunds with charges:read', async () => {
    const stripe = server.client({ key: secret });
    const { id: customer } = await stripe.customers.create({ name: 'Jenny Rosen' });
    const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const { latest_charge: charge } = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      customer,
      payment_method: card,
      confirm: true,
      off_session: true,
    });
    await stripe.refunds.create({ charge: String(charge), amount: 500 });
    const key = await keyOf(['customers:read', 'charges:read']);
    const status = async (path: string) => (await rawRequest(server, `GET ${path}`, { key })).status;
    expect(await status(`/v1/customers/${customer}`)).toBe(200);
    expect(await status(`/v1/charges/${charge}`)).toBe(200);
    for (const path of [
      `/v1/customers/${customer}/payment_methods`,
      `/v1/customers/${customer}/payment_methods/${card}`,
      `/v1/charges/${charge}/refunds`,
      `/v1/charges/${charge}?expand[]=refunds`,
      '/v1/onfile/customers',
      '/v1/onfile/stream',
    ]) {
      expect([path, await status(path)]).toEqual([path, 403]);
    }
  });

  it('reduces events and search results to the objects it may read, and the ids of others', async () => {
    const stripe = server.client({ key: secret });
    const { id: customer } = await stripe.customers.create({
      name: 'Penny Lane',
      email: 'penny@example.com',
    });
    const { id: product } = await stripe.products.create({ name: 'Penny whistle' });
    const key = await keyOf(['events:read', 'products:read', 'onfile_search:read']);
    const get = async (path: string) => (await rawRequest(server, `GET ${path}`, { key })).json;
    const list = await get('/v1/events?limit=100');
    const objects = (list.data as { data: { object: Record<string, unknown> } }[]).map(
      ({ data }) => data.object,
    );
    expect(objects).toContainEqual({ id: customer, object: 'customer' });
    expect(objects).toContainEqual(expect.objectContaining({ id: product, name: 'Penny whistle' }));
    expect(JSON.stringify(list)).not.toContain('penny@example.com');
    const found = await get('/v1/onfile/search?query=Penny&limit=10');
    expect(found.data).toContainEqual({ id: customer, object: 'search_hit' });
    expect(found.data).toContainEqual(expect.objectContaining({ id: product, title: 'Penny whistle' }));
  });

  it('reduces a declined payment’s card to its id, unless it may read cards', async () => {
    const pay = async (permissions: readonly string[]) => {
      const { json } = await rawRequest(server, 'POST /v1/payment_intents', {
        key: await keyOf(permissions),
        body: 'amount=2000&currency=usd&confirm=true&payment_method=pm_card_chargeDeclined&off_session=true',
      });
      return json.error?.payment_method;
    };
    expect(await pay(['payment_intents:write'])).toEqual({
      id: expect.stringMatching(/^pm_/),
      object: 'payment_method',
    });
    expect(await pay(['payment_intents:write', 'payment_methods:read'])).toMatchObject({
      card: { last4: '0002' },
    });
  });

  it('is never the answer to a key that may read more, whatever its idempotency key', async () => {
    const headers = { 'idempotency-key': 'order-1' };
    const body =
      'amount=2000&currency=usd&confirm=true&payment_method=pm_card_chargeDeclined&off_session=true';
    const whole = await rawRequest(server, 'POST /v1/payment_intents', { key: secret, headers, body });
    expect(whole.json.error?.payment_method).toMatchObject({ card: { last4: '0002' } });
    const key = await keyOf(['payment_intents:write']);
    const replayed = await rawRequest(server, 'POST /v1/payment_intents', { key, headers, body });
    expect(replayed).toMatchObject({ status: 400, json: { error: { type: 'idempotency_error' } } });
  });
});

import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  address,
  cardToken,
  endpoint,
  noRedirects,
  requests,
  session,
  shipping,
  uploadBody,
  uploadType,
  type World,
} from '../testing/conformance-requests.ts';
import { expandableFieldsOf } from '../testing/expandable-fields.ts';
import { type NamedTypes, namedTypes } from '../testing/named-types.ts';
import { Page } from '../testing/page.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';
import { type ConformanceCheck, conformanceTo } from '../testing/type-conformance.ts';
import { emptyListRoutes } from './empty-lists/route.ts';
import { routes } from './index.ts';

/** Answers that are stubs with their own types. */
const deletions = {
  'DELETE /v1/customers/:customer': { object: 'customer', body: 'name=A' },
  'DELETE /v1/customers/:customer/sources/:source': { object: 'card', body: 'source=tok_visa' },
  'DELETE /v1/products/:product': { object: 'product', body: 'name=A' },
  'DELETE /v1/test_helpers/test_clocks/:clock': {
    object: 'test_helpers.test_clock',
    body: 'frozen_time=1800000000',
  },
  'DELETE /v1/webhook_endpoints/:endpoint': { object: 'webhook_endpoint', body: endpoint },
};
/** Onfile's own calls, and the page's private ones: no official type describes them. */
const own =
  /\/v1\/(onfile|payment_pages|stripecli)\/|\/finish_authentication$|\/elements\/sessions|\/customers\/:customer\/cards|^POST \/v1\/confirmation_tokens$|^POST \/v1\/events\//;
/** Known, but always refused. */
const refused = /\/(increment_authorization|verify_microdeposits|:refund\/cancel)$/;

/** The previous value of a field that did not exist is null, which no field's type allows. */
function withoutPrevious(event: Record<string, unknown>): Record<string, unknown> {
  const { data } = event;
  if (typeof data !== 'object' || data === null || !('object' in data)) return event;
  return { ...event, data: { object: data.object } };
}

/** Waits for something that a job creates shortly after. */
function appearing(find: () => Promise<string | undefined>): Promise<string> {
  return vi.waitFor(async () => {
    const id = await find();
    if (id === undefined) throw new Error('It has not appeared.');
    return id;
  }, 20_000);
}

describe('answers conform to the official types', () => {
  let server: TestServer;
  let key: string;
  let world: World;
  let types: NamedTypes;
  let differences: ConformanceCheck;
  const checked = { endpoints: 0, objects: 0 };

  beforeAll(async () => {
    types = namedTypes(fileURLToPath(new URL('../testing/wire-types.ts', import.meta.url)), 'WireTypes');
    differences = conformanceTo(types);
    server = await testServer();
    key = server.freshKey();
    world = await makeWorld();
  });
  afterAll(async () => {
    await server.stop();
    process.stdout.write(`Conformance: ${checked.endpoints} endpoints, ${checked.objects} objects checked\n`);
  });

  async function call(target: string, body?: string, type?: string): Promise<Record<string, unknown>> {
    const answer = await rawRequest(server, target, {
      key,
      headers: {
        'stripe-version': '2026-10-28.endive',
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status !== 200) throw new Error(`${target}: ${answer.text}`);
    return answer.json;
  }

  async function makeWorld(): Promise<World> {
    const stripe = server.client({ key });
    await call('POST /v1/onfile/settings', 'terms_url=https://shop.example/terms');
    const idOf = async (target: string, body?: string) => String((await call(target, body)).id);
    const account = await idOf('GET /v1/account');
    const customer = await idOf(
      'POST /v1/customers',
      `name=Jenny&email=a@example.com&${address}&${shipping}`,
    );
    const product = await idOf('POST /v1/products', 'name=A');
    const price = await idOf('POST /v1/prices', `currency=usd&unit_amount=500&product=${product}`);
    const card = await idOf('POST /v1/payment_methods/pm_card_visa/attach', `customer=${customer}`);
    const source = await idOf(`POST /v1/customers/${customer}/sources`, 'source=tok_visa');
    const buyer = {
      email: 'jenny@example.com',
      phone_number: '+15551234',
      'billing_address[name]': 'Jenny',
      'billing_address[address][line1]': '1',
      'billing_address[address][country]': 'US',
      'shipping_address[name]': 'Jenny',
      'shipping_address[address][line1]': '1',
      save_payment_method: 'true',
    };
    let paidSession = '';
    for (const [number, more] of [
      ['4000000000009995', ''],
      ['4000002760003184', ''],
      ['378282246310005', '&payment_intent_data[capture_method]=manual'],
      ['4242424242424242', ''],
    ] as const) {
      const id = await idOf('POST /v1/checkout/sessions', `${session}&customer_creation=always${more}`);
      const page = new Page(server.url, await stripe.checkout.sessions.retrieve(id));
      const outcome = await page.pay(number, buyer).catch(() => null);
      if (outcome?.next_action) await page.answerChallenge(outcome, 'authenticated');
      if (number === '4242424242424242') paidSession = id;
    }
    const open = await idOf('POST /v1/checkout/sessions', `${session}&customer=${customer}`);
    const intent = 'amount=500&currency=usd';
    const openIntent = await idOf('POST /v1/payment_intents', intent);
    const cardIntent = await idOf(
      'POST /v1/payment_intents',
      `${intent}&payment_method=pm_card_visa&${noRedirects}`,
    );
    const heldIntent = await idOf(
      'POST /v1/payment_intents',
      `${intent}&payment_method=pm_card_visa&confirm=true&capture_method=manual&${noRedirects}`,
    );
    const held = await call(
      'POST /v1/payment_intents',
      `${intent}&payment_method=pm_card_visa&confirm=true&capture_method=manual&${noRedirects}`,
    );
    const refundable = await idOf(
      'POST /v1/payment_intents',
      `${intent}&payment_method=pm_card_visa&confirm=true&${noRedirects}`,
    );
    const refund = await call('POST /v1/refunds', `payment_intent=${refundable}&amount=100&metadata[a]=0`);
    for (const card of ['pm_card_createDispute', 'pm_card_createIssuerFraudRecord']) {
      await call('POST /v1/payment_intents', `${intent}&payment_method=${card}&confirm=true&${noRedirects}`);
    }
    server.clock.advance(5);
    const dispute = await appearing(async () => (await stripe.disputes.list()).data[0]?.id);
    const warning = await appearing(async () => (await stripe.radar.earlyFraudWarnings.list()).data[0]?.id);
    const openSetup = await idOf('POST /v1/setup_intents', noRedirects);
    const cancelSetup = await idOf('POST /v1/setup_intents', noRedirects);
    const done = await call(
      'POST /v1/setup_intents',
      `payment_method=pm_card_visa&confirm=true&mandate_data[customer_acceptance][type]=offline&${noRedirects}`,
    );
    const [charge] = (await stripe.charges.list()).data;
    const [event] = (await stripe.events.list()).data;
    const file = String((await call('POST /v1/files', uploadBody, uploadType)).id);
    return {
      account,
      file,
      fileLink: await idOf('POST /v1/file_links', `file=${file}`),
      customer,
      product,
      price,
      card,
      source,
      session: open,
      paidSession,
      intent: String(charge?.payment_intent),
      charge: charge?.id ?? '',
      event: event?.id ?? '',
      openIntent,
      cardIntent,
      heldIntent,
      openSetup,
      cancelSetup,
      doneSetup: String(done.id),
      mandate: String(done.mandate),
      testClock: await idOf('POST /v1/test_helpers/test_clocks', 'frozen_time=1800000000'),
      confirmationToken: await idOf(
        'POST /v1/test_helpers/confirmation_tokens',
        'payment_method=pm_card_visa',
      ),
      token: await idOf('POST /v1/tokens', cardToken),
      refundable,
      refund: String(refund.id),
      refundedCharge: String(refund.charge),
      transaction: String(refund.balance_transaction),
      dispute,
      warning,
      heldCharge: String(held.latest_charge),
      endpoint: await idOf('POST /v1/webhook_endpoints', endpoint),
    };
  }

  /** Of an API object, or a list of them. */
  function differencesOf(answer: Record<string, unknown>): string[] {
    const { object, data, ...list } = answer;
    if (object !== 'list' && object !== 'search_result') {
      checked.objects += 1;
      return differences(String(object), object === 'event' ? withoutPrevious(answer) : answer);
    }
    if (!Array.isArray(data) || data.length === 0) return ['the list is empty, so nothing was checked'];
    expect(Object.keys(list)).toEqual(expect.arrayContaining(['has_more', 'url']));
    return data.flatMap((item) => differencesOf(item));
  }

  const official = routes
    .filter((each) => !emptyListRoutes.includes(each))
    .map(({ method, path }) => `${method} ${path}`)
    .filter((name) => !own.test(name) && !refused.test(name) && !Object.hasOwn(deletions, name));

  it('can expand what the types can', async () => {
    const table = `${JSON.stringify(expandableFieldsOf(types), null, 2)}\n`;
    await expect(table, 'after an update of the package: npx vitest run -u').toMatchFileSnapshot(
      '../resources/official-expandables.json',
    );
  });

  it('covers every endpoint', () => {
    expect(Object.keys(requests).sort()).toEqual(official.sort());
  });

  it.each(Object.entries(requests))('%s', async (name, requestsOf) => {
    const [method] = name.split(' ');
    for (const [path, body, type] of requestsOf(world)) {
      expect(differencesOf(await call(`${method} ${path}`, body, type))).toEqual([]);
    }
    checked.endpoints += 1;
  });

  it.each(Object.entries(deletions))('%s', async (name, { object, body }) => {
    const path = name.slice('DELETE '.length, name.lastIndexOf('/')).replace(':customer', world.customer);
    const { id } = await call(`POST ${path}`, body);
    expect(await call(`DELETE ${path}/${id}`)).toEqual({ id, object, deleted: true });
    checked.endpoints += 1;
  });

  it('would report what is missing, unknown or wrong', async () => {
    const customer = await call('POST /v1/customers', 'name=Jenny');
    const { email: _, ...without } = customer;
    expect(differences('customer', without)).toEqual(['customer.email: is missing']);
    expect(differences('customer', { ...customer, colour: 'red' })).toEqual([
      'customer.colour: is not in the type',
    ]);
    expect(differences('customer', { ...customer, balance: '0' })).toEqual([
      'customer.balance: "0" is not number',
    ]);
    expect(differences('customer', { ...customer, object: 'product' })).toEqual([
      'customer.object: "product" is not "customer"',
    ]);
    expect(differences('customer', { ...customer, metadata: { a: 1 } })).toEqual([
      'customer.metadata.a: 1 is not string',
    ]);
    expect(differences('customer', { ...customer, preferred_locales: [1] })).toHaveLength(1);
  });
});

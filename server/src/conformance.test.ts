import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from './api/index.ts';
import { hearNetwork } from './jobs/hear-network.ts';
import { Page } from './testing/page.ts';
import { rawRequest } from './testing/raw-request.ts';
import { type TestServer, testServer } from './testing/test-server.ts';
import { type ConformanceCheck, conformanceTo } from './testing/type-conformance.ts';

const session =
  'mode=payment&ui_mode=elements&metadata[a]=1&client_reference_id=r&return_url=https://shop.example/done&locale=de&billing_address_collection=required&phone_number_collection[enabled]=true&consent_collection[terms_of_service]=required&payment_method_options[card][setup_future_usage]=off_session&payment_intent_data[description]=d&saved_payment_method_options[payment_method_save]=enabled&line_items[0][quantity]=2&line_items[0][adjustable_quantity][enabled]=true&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount_decimal]=99.5&line_items[0][price_data][product_data][name]=A';
const address = 'address[line1]=1&address[country]=US';
const shipping = 'shipping[name]=Jenny&shipping[address][line1]=1';

/** One of each object, in a sandbox where much has happened. */
interface World {
  readonly customer: string;
  readonly product: string;
  readonly price: string;
  readonly card: string;
  readonly session: string;
  readonly paidSession: string;
  readonly intent: string;
  readonly charge: string;
  readonly refund: string;
  readonly movement: string;
  readonly disputes: readonly string[];
  readonly warning: string;
  readonly event: string;
  readonly account: string;
}

type Requests = (world: World) => readonly [path: string, body?: string][];

const everything = '?limit=100';

/** The requests that stand for each endpoint, in an order in which what they need is still there. */
const requests: Readonly<Record<string, Requests>> = {
  'GET /v1/account': () => [['/v1/account']],
  'GET /v1/accounts/:account': ({ account }) => [[`/v1/accounts/${account}`]],
  'POST /v1/customers': () => [
    ['/v1/customers', ''],
    ['/v1/customers', `name=Jenny&email=a@example.com&phone=1&${address}&${shipping}&preferred_locales[]=en`],
    ['/v1/customers', 'payment_method=pm_card_visa'],
  ],
  'GET /v1/customers/:customer': ({ customer }) => [[`/v1/customers/${customer}`]],
  'POST /v1/customers/:customer': ({ customer }) => [[`/v1/customers/${customer}`, 'description=d']],
  'GET /v1/customers': () => [[`/v1/customers${everything}`]],
  'GET /v1/customers/search': () => [["/v1/customers/search?query=name:'Jenny'&expand[]=total_count"]],
  'GET /v1/customers/:customer/payment_methods': ({ customer }) => [
    [`/v1/customers/${customer}/payment_methods`],
  ],
  'GET /v1/customers/:customer/payment_methods/:payment_method': ({ customer, card }) => [
    [`/v1/customers/${customer}/payment_methods/${card}`],
  ],
  'POST /v1/products': () => [
    ['/v1/products', 'name=A'],
    [
      '/v1/products',
      'name=B&description=d&images[]=https://a.example&marketing_features[0][name]=soft&package_dimensions[height]=1&package_dimensions[length]=1&package_dimensions[weight]=1&package_dimensions[width]=1&shippable=true&url=https://a.example',
    ],
  ],
  'GET /v1/products/:product': ({ product }) => [[`/v1/products/${product}`]],
  'POST /v1/products/:product': ({ product, price }) => [
    [`/v1/products/${product}`, `default_price=${price}`],
  ],
  'GET /v1/products': () => [
    [`/v1/products${everything}`],
    [`/v1/products${everything}&expand[]=data.default_price`],
  ],
  'GET /v1/products/search': () => [["/v1/products/search?query=active:'true'"]],
  'POST /v1/prices': () => [
    ['/v1/prices', 'currency=usd&product_data[name]=A&unit_amount_decimal=0.5&lookup_key=k'],
    [
      '/v1/prices',
      'currency=usd&product_data[name]=A&unit_amount=5&currency_options[eur][unit_amount]=4&expand[]=currency_options&expand[]=product',
    ],
  ],
  'GET /v1/prices/:price': ({ price }) => [[`/v1/prices/${price}?expand[]=currency_options`]],
  'POST /v1/prices/:price': ({ price }) => [[`/v1/prices/${price}`, 'nickname=n']],
  'GET /v1/prices': () => [[`/v1/prices${everything}`], ['/v1/prices?lookup_keys[]=k']],
  'GET /v1/prices/search': () => [["/v1/prices/search?query=active:'true'"]],
  'POST /v1/payment_methods': () => [
    ['/v1/payment_methods', 'type=card&card[token]=tok_visa&billing_details[name]=Jenny'],
    ['/v1/payment_methods', 'type=card&card[token]=tok_visa_cartesBancaires'],
  ],
  'GET /v1/payment_methods/:payment_method': ({ card }) => [
    [`/v1/payment_methods/${card}?expand[]=customer`],
  ],
  'POST /v1/payment_methods/:payment_method': ({ card }) => [
    [`/v1/payment_methods/${card}`, 'allow_redisplay=always'],
  ],
  'GET /v1/payment_methods': ({ customer }) => [[`/v1/payment_methods?customer=${customer}`]],
  'POST /v1/payment_methods/:payment_method/attach': ({ customer }) => [
    ['/v1/payment_methods/pm_card_amex/attach', `customer=${customer}`],
  ],
  'POST /v1/checkout/sessions': ({ customer }) => [
    ['/v1/checkout/sessions', `${session}&customer_creation=always`],
    [
      '/v1/checkout/sessions',
      `${session}&customer=${customer}&expand[]=line_items.data.price.product&expand[]=customer`,
    ],
  ],
  'GET /v1/checkout/sessions/:session': (world) => [
    [`/v1/checkout/sessions/${world.session}`],
    [
      `/v1/checkout/sessions/${world.paidSession}?expand[]=payment_intent.latest_charge&expand[]=payment_intent.payment_method`,
    ],
  ],
  'POST /v1/checkout/sessions/:session': (world) => [
    [`/v1/checkout/sessions/${world.session}`, 'metadata[b]=2'],
  ],
  'GET /v1/checkout/sessions': () => [[`/v1/checkout/sessions${everything}`]],
  'GET /v1/checkout/sessions/:session/line_items': (world) => [
    [`/v1/checkout/sessions/${world.session}/line_items`],
  ],
  'GET /v1/payment_intents/:intent': ({ intent }) => [
    [`/v1/payment_intents/${intent}?expand[]=latest_charge`],
  ],
  'GET /v1/payment_intents': () => [[`/v1/payment_intents${everything}`]],
  'GET /v1/charges/:charge': ({ charge }) => [[`/v1/charges/${charge}?expand[]=payment_intent`]],
  'GET /v1/charges': () => [[`/v1/charges${everything}`]],
  'GET /v1/charges/search': () => [["/v1/charges/search?query=status:'succeeded'"]],
  'POST /v1/charges/:charge': ({ charge }) => [
    [`/v1/charges/${charge}`, `description=d&fraud_details[user_report]=safe&${shipping}`],
  ],
  'POST /v1/refunds': ({ charge }) => [
    [
      '/v1/refunds',
      `charge=${charge}&amount=2&reason=duplicate&expand[]=charge&expand[]=balance_transaction`,
    ],
  ],
  'GET /v1/refunds/:refund': ({ refund }) => [[`/v1/refunds/${refund}?expand[]=charge`]],
  'POST /v1/refunds/:refund': ({ refund }) => [[`/v1/refunds/${refund}`, 'metadata[a]=1']],
  'GET /v1/refunds': () => [[`/v1/refunds${everything}`]],
  'GET /v1/balance': () => [['/v1/balance']],
  'GET /v1/balance/history': () => [[`/v1/balance/history${everything}`]],
  'GET /v1/balance/history/:balance_transaction': ({ movement }) => [[`/v1/balance/history/${movement}`]],
  'GET /v1/balance_transactions': () => [[`/v1/balance_transactions${everything}&expand[]=data.source`]],
  'GET /v1/balance_transactions/:balance_transaction': ({ movement }) => [
    [`/v1/balance_transactions/${movement}`],
  ],
  'GET /v1/disputes': () => [[`/v1/disputes${everything}`]],
  'GET /v1/disputes/:dispute': ({ disputes }) => [
    [`/v1/disputes/${disputes[0]}?expand[]=charge&expand[]=payment_intent`],
  ],
  'POST /v1/disputes/:dispute': ({ disputes }) => [
    [`/v1/disputes/${disputes[0]}`, 'evidence[customer_name]=Jenny&submit=false'],
  ],
  'POST /v1/disputes/:dispute/close': ({ disputes }) => [[`/v1/disputes/${disputes[1]}/close`, '']],
  'GET /v1/radar/early_fraud_warnings': () => [[`/v1/radar/early_fraud_warnings${everything}`]],
  'GET /v1/radar/early_fraud_warnings/:warning': ({ warning }) => [
    [`/v1/radar/early_fraud_warnings/${warning}?expand[]=charge`],
  ],
  'POST /v1/checkout/sessions/:session/expire': (world) => [
    [`/v1/checkout/sessions/${world.session}/expire`, ''],
  ],
  'POST /v1/payment_methods/:payment_method/detach': ({ card }) => [
    [`/v1/payment_methods/${card}/detach`, ''],
  ],
  'GET /v1/events/:event': ({ event }) => [[`/v1/events/${event}`]],
  'GET /v1/events': () => [[`/v1/events${everything}`]],
};

/** Answered by stubs that have a type of their own. */
const deletions = ['DELETE /v1/customers/:customer', 'DELETE /v1/products/:product'];
/** Refused whatever is asked. */
const refused = ['POST /v1/charges', 'POST /v1/refunds/:refund/cancel'];
/** Onfile's own, and the page's private calls: no official type describes them. */
const own = /\/v1\/(onfile|payment_pages)\//;

describe('answers conform to the official types', () => {
  let server: TestServer;
  let key: string;
  let world: World;
  let differences: ConformanceCheck;
  const checked = { endpoints: 0, objects: 0 };

  beforeAll(async () => {
    differences = conformanceTo(
      fileURLToPath(new URL('./testing/wire-types.ts', import.meta.url)),
      'WireTypes',
    );
    server = await testServer();
    key = server.freshKey();
    world = await makeWorld();
  });
  afterAll(async () => {
    await server.stop();
    process.stdout.write(`Conformance: ${checked.endpoints} endpoints, ${checked.objects} objects checked\n`);
  });

  async function call(target: string, body?: string): Promise<Record<string, unknown>> {
    const answer = await rawRequest(server, target, {
      key,
      headers: { 'stripe-version': '2026-10-28.endive' },
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status !== 200) throw new Error(`${target}: ${answer.text}`);
    return answer.json;
  }

  async function makeWorld(): Promise<World> {
    const stripe = server.client({ key });
    const idOf = async (target: string, body?: string) => String((await call(target, body)).id);
    const account = await idOf('GET /v1/account');
    const customer = await idOf(
      'POST /v1/customers',
      `name=Jenny&email=a@example.com&${address}&${shipping}`,
    );
    const product = await idOf('POST /v1/products', 'name=A');
    const price = await idOf('POST /v1/prices', `currency=usd&unit_amount=500&product=${product}`);
    const card = await idOf('POST /v1/payment_methods/pm_card_visa/attach', `customer=${customer}`);
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
      ['4000000000000259', ''],
      ['4000000000000259', ''],
      ['4000000000005423', ''],
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
    server.clock.advance(5);
    await hearNetwork(server.services);
    const open = await idOf('POST /v1/checkout/sessions', `${session}&customer=${customer}`);
    const [charge] = (await stripe.charges.list()).data;
    const refund = await stripe.refunds.create({ charge: charge?.id ?? '', amount: 1 });
    const disputes = (await stripe.disputes.list()).data.map(({ id }) => id);
    const [warning] = (await stripe.radar.earlyFraudWarnings.list()).data;
    const [event] = (await stripe.events.list()).data;
    return {
      account,
      customer,
      product,
      price,
      card,
      session: open,
      paidSession,
      intent: String(charge?.payment_intent),
      charge: charge?.id ?? '',
      refund: refund.id,
      movement: String(refund.balance_transaction),
      disputes,
      warning: warning?.id ?? '',
      event: event?.id ?? '',
    };
  }

  /** An object of the API, or a list of them. */
  function differencesOf(answer: Record<string, unknown>): string[] {
    const { object, data, ...list } = answer;
    // Of nested groups an event tells only what changed, which the official type does not say.
    if (object === 'event' && data !== null && typeof data === 'object' && 'previous_attributes' in data)
      delete data.previous_attributes;
    if (object !== 'list' && object !== 'search_result') {
      checked.objects += 1;
      return differences(String(object), answer);
    }
    if (!Array.isArray(data) || data.length === 0) return ['the list is empty, so nothing was checked'];
    expect(Object.keys(list)).toEqual(expect.arrayContaining(['has_more', 'url']));
    return data.flatMap((item) => differencesOf(item));
  }

  const official = routes
    .map(({ method, path }) => `${method} ${path}`)
    .filter((name) => !own.test(name) && !deletions.includes(name) && !refused.includes(name));

  it('is asked of every endpoint', () => {
    expect(Object.keys(requests).sort()).toEqual(official.sort());
  });

  it.each(Object.entries(requests))('%s', async (name, requestsOf) => {
    const [method] = name.split(' ');
    for (const [path, body] of requestsOf(world)) {
      expect(differencesOf(await call(`${method} ${path}`, body))).toEqual([]);
    }
    checked.endpoints += 1;
  });

  it.each(deletions)('%s', async (name) => {
    const [, room] = name.split('/v1/');
    const resource = room?.startsWith('customers') ? 'customers' : 'products';
    const { id } = await call(`POST /v1/${resource}`, 'name=A');
    const stub = { id, object: resource.slice(0, -1), deleted: true };
    expect(await call(`DELETE /v1/${resource}/${id}`)).toEqual(stub);
    checked.endpoints += 1;
  });

  it('would show what is missing, unknown or wrong', async () => {
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

import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routes } from './api/index.ts';
import { Page } from './testing/page.ts';
import { rawRequest } from './testing/raw-request.ts';
import { type TestServer, testServer } from './testing/test-server.ts';
import { type ConformanceCheck, conformanceTo } from './testing/type-conformance.ts';

const session =
  'mode=payment&ui_mode=elements&metadata[a]=1&client_reference_id=r&return_url=https://shop.example/done&locale=de&billing_address_collection=required&phone_number_collection[enabled]=true&consent_collection[terms_of_service]=required&payment_method_options[card][setup_future_usage]=off_session&payment_intent_data[description]=d&saved_payment_method_options[payment_method_save]=enabled&line_items[0][quantity]=2&line_items[0][adjustable_quantity][enabled]=true&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount_decimal]=99.5&line_items[0][price_data][product_data][name]=A';
const address = 'address[line1]=1&address[country]=US';
const noRedirects =
  'automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never';
const endpoint = 'url=http://127.0.0.1:9/webhook&enabled_events[]=product.created&description=d';
const cardToken = 'card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2040&card[cvc]=123';
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
  readonly event: string;
  readonly openIntent: string;
  readonly cardIntent: string;
  readonly heldIntent: string;
  readonly openSetup: string;
  readonly cancelSetup: string;
  readonly doneSetup: string;
  readonly mandate: string;
  readonly confirmationToken: string;
  readonly token: string;
  readonly refundable: string;
  readonly refund: string;
  readonly transaction: string;
  readonly dispute: string;
  readonly warning: string;
  readonly heldCharge: string;
  readonly endpoint: string;
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
  'GET /v1/payment_intents/search': () => [["/v1/payment_intents/search?query=status:'succeeded'"]],
  'POST /v1/payment_intents': ({ customer }) => [
    ['/v1/payment_intents', `amount=500&currency=usd&${shipping}&${noRedirects}`],
    [
      '/v1/payment_intents',
      `amount=500&currency=jpy&customer=${customer}&payment_method=pm_card_visa&confirm=true&setup_future_usage=off_session&receipt_email=a@example.com&${noRedirects}&expand[]=latest_charge`,
    ],
    [
      '/v1/payment_intents',
      'amount=500&currency=usd&payment_method=pm_card_authenticationRequired&confirm=true&return_url=https://shop.example',
    ],
    [
      '/v1/payment_intents',
      `amount=500&currency=usd&payment_method=pm_card_authenticationRequired&confirm=true&use_stripe_sdk=true&payment_method_options[card][capture_method]=manual&${noRedirects}`,
    ],
  ],
  'POST /v1/payment_intents/:intent': ({ openIntent }) => [
    [`/v1/payment_intents/${openIntent}`, 'payment_method_options[card][setup_future_usage]=on_session'],
  ],
  'POST /v1/payment_intents/:intent/confirm': ({ cardIntent }) => [
    [`/v1/payment_intents/${cardIntent}/confirm`, 'expand[]=payment_method'],
  ],
  'POST /v1/payment_intents/:intent/capture': ({ heldIntent }) => [
    [`/v1/payment_intents/${heldIntent}/capture`, 'amount_to_capture=300&expand[]=latest_charge'],
  ],
  'POST /v1/payment_intents/:intent/cancel': ({ openIntent }) => [
    [`/v1/payment_intents/${openIntent}/cancel`, 'cancellation_reason=abandoned'],
  ],
  'POST /v1/setup_intents': ({ customer }) => [
    ['/v1/setup_intents', noRedirects],
    [
      '/v1/setup_intents',
      `customer=${customer}&payment_method=pm_card_visa&confirm=true&${noRedirects}&expand[]=latest_attempt&expand[]=customer`,
    ],
    [
      '/v1/setup_intents',
      'payment_method=pm_card_authenticationRequired&confirm=true&return_url=https://shop.example',
    ],
  ],
  'GET /v1/setup_intents/:intent': ({ doneSetup }) => [
    [`/v1/setup_intents/${doneSetup}?expand[]=mandate&expand[]=payment_method`],
  ],
  'GET /v1/setup_intents': () => [[`/v1/setup_intents${everything}`]],
  'POST /v1/setup_intents/:intent': ({ openSetup }) => [[`/v1/setup_intents/${openSetup}`, 'description=d']],
  'POST /v1/setup_intents/:intent/confirm': ({ openSetup }) => [
    [`/v1/setup_intents/${openSetup}/confirm`, `payment_method=pm_card_visa`],
  ],
  'POST /v1/setup_intents/:intent/cancel': ({ cancelSetup }) => [
    [`/v1/setup_intents/${cancelSetup}/cancel`, ''],
  ],
  'GET /v1/setup_attempts': ({ doneSetup }) => [[`/v1/setup_attempts?setup_intent=${doneSetup}`]],
  'POST /v1/customer_sessions': ({ customer }) => [
    [
      '/v1/customer_sessions',
      `customer=${customer}&components[payment_element][enabled]=true&components[payment_element][features][payment_method_redisplay]=enabled`,
    ],
  ],
  'POST /v1/test_helpers/confirmation_tokens': () => [
    [
      '/v1/test_helpers/confirmation_tokens',
      `payment_method=pm_card_visa&${shipping}&return_url=https://a.example`,
    ],
  ],
  'GET /v1/confirmation_tokens/:token': ({ confirmationToken }) => [
    [`/v1/confirmation_tokens/${confirmationToken}`],
  ],
  'POST /v1/tokens': () => [['/v1/tokens', cardToken]],
  'GET /v1/tokens/:token': ({ token }) => [[`/v1/tokens/${token}`]],
  'GET /v1/mandates/:mandate': ({ mandate }) => [[`/v1/mandates/${mandate}?expand[]=payment_method`]],
  'GET /v1/charges/:charge': ({ charge }) => [[`/v1/charges/${charge}?expand[]=payment_intent`]],
  'POST /v1/refunds': ({ refundable }) => [
    ['/v1/refunds', `payment_intent=${refundable}&amount=100&expand[]=charge&expand[]=balance_transaction`],
  ],
  'GET /v1/refunds/:refund': ({ refund }) => [[`/v1/refunds/${refund}`]],
  'POST /v1/refunds/:refund': ({ refund }) => [[`/v1/refunds/${refund}`, 'metadata[a]=1']],
  'GET /v1/refunds': () => [[`/v1/refunds${everything}`]],
  'GET /v1/disputes': () => [[`/v1/disputes${everything}`]],
  'GET /v1/disputes/:dispute': ({ dispute }) => [[`/v1/disputes/${dispute}?expand[]=charge`]],
  'POST /v1/disputes/:dispute': ({ dispute }) => [
    [`/v1/disputes/${dispute}`, 'evidence[customer_name]=Jenny&submit=false'],
  ],
  'POST /v1/disputes/:dispute/close': ({ dispute }) => [[`/v1/disputes/${dispute}/close`, '']],
  'GET /v1/radar/early_fraud_warnings': () => [[`/v1/radar/early_fraud_warnings${everything}`]],
  'GET /v1/radar/early_fraud_warnings/:warning': ({ warning }) => [
    [`/v1/radar/early_fraud_warnings/${warning}?expand[]=charge`],
  ],
  'GET /v1/balance': () => [['/v1/balance']],
  'GET /v1/balance_transactions': () => [[`/v1/balance_transactions${everything}`]],
  'GET /v1/balance/history': () => [['/v1/balance/history']],
  'GET /v1/balance/history/:balance_transaction': ({ transaction }) => [
    [`/v1/balance/history/${transaction}`],
  ],
  'GET /v1/balance_transactions/:balance_transaction': ({ transaction }) => [
    [`/v1/balance_transactions/${transaction}`],
  ],
  'POST /v1/charges/:charge': ({ charge }) => [
    [`/v1/charges/${charge}`, 'description=Late&expand[]=refunds'],
  ],
  'POST /v1/charges/:charge/capture': ({ heldCharge }) => [
    [`/v1/charges/${heldCharge}/capture`, 'amount=400'],
  ],
  'GET /v1/charges/search': () => [["/v1/charges/search?query=status:'succeeded'"]],
  'GET /v1/charges': () => [[`/v1/charges${everything}`]],
  'POST /v1/checkout/sessions/:session/expire': (world) => [
    [`/v1/checkout/sessions/${world.session}/expire`, ''],
  ],
  'POST /v1/payment_methods/:payment_method/detach': ({ card }) => [
    [`/v1/payment_methods/${card}/detach`, ''],
  ],
  'POST /v1/webhook_endpoints': () => [['/v1/webhook_endpoints', endpoint]],
  'GET /v1/webhook_endpoints/:endpoint': ({ endpoint: id }) => [[`/v1/webhook_endpoints/${id}`]],
  'POST /v1/webhook_endpoints/:endpoint': ({ endpoint: id }) => [
    [`/v1/webhook_endpoints/${id}`, 'disabled=true'],
  ],
  'GET /v1/webhook_endpoints': () => [[`/v1/webhook_endpoints${everything}`]],
  'GET /v1/events/:event': ({ event }) => [[`/v1/events/${event}`]],
  'GET /v1/events': () => [[`/v1/events${everything}`]],
};

/** Answered by stubs that have a type of their own. */
const deletions = ['DELETE /v1/customers/:customer', 'DELETE /v1/products/:product'];
/** The same, of an object that is made with other parameters. */
const deletedEndpoint = 'DELETE /v1/webhook_endpoints/:endpoint';
/** Onfile's own, and the page's private calls: no official type describes them. */
const own =
  /\/v1\/(onfile|payment_pages)\/|\/finish_authentication$|\/elements\/sessions|^POST \/v1\/confirmation_tokens$|^POST \/v1\/events\//;
/** Known, and always refused. */
const refused = /\/(increment_authorization|verify_microdeposits|:refund\/cancel)$|^POST \/v1\/charges$/;

/** What a changed field had been is null where it had not been there: no type of a field allows that. */
function withoutPrevious(event: Record<string, unknown>): Record<string, unknown> {
  const { data } = event;
  if (typeof data !== 'object' || data === null || !('object' in data)) return event;
  return { ...event, data: { object: data.object } };
}

/** What a job makes shortly after. */
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
      event: event?.id ?? '',
      openIntent,
      cardIntent,
      heldIntent,
      openSetup,
      cancelSetup,
      doneSetup: String(done.id),
      mandate: String(done.mandate),
      confirmationToken: await idOf(
        'POST /v1/test_helpers/confirmation_tokens',
        'payment_method=pm_card_visa',
      ),
      token: await idOf('POST /v1/tokens', cardToken),
      refundable,
      refund: String(refund.id),
      transaction: String(refund.balance_transaction),
      dispute,
      warning,
      heldCharge: String(held.latest_charge),
      endpoint: await idOf('POST /v1/webhook_endpoints', endpoint),
    };
  }

  /** An object of the API, or a list of them. */
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
    .map(({ method, path }) => `${method} ${path}`)
    .filter(
      (name) =>
        !own.test(name) && !refused.test(name) && !deletions.includes(name) && name !== deletedEndpoint,
    );

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

  it(deletedEndpoint, async () => {
    const { id } = await call('POST /v1/webhook_endpoints', endpoint);
    const stub = { id, object: 'webhook_endpoint', deleted: true };
    expect(await call(`DELETE /v1/webhook_endpoints/${id}`)).toEqual(stub);
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

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandables } from '../api/index.ts';
import { idsNamed } from '../flows/customers/customer-clock.ts';
import { maskKey, parseKey } from '../keys/presented-key.ts';
import { fields, group, listOf } from '../params/fields.ts';
import { decodeForm } from '../params/form.ts';
import { ownParams } from '../params/params.ts';
import { withoutCards } from '../redaction/without-cards.ts';
import { secondsOf } from '../resources/clock/duration.ts';
import { parseSearch } from '../resources/search-query.ts';
import { foldedText } from '../search/folded-text.ts';
import { bearable, growthOf, longer } from '../testing/growth.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';
import { isVersion } from '../versions/version.ts';
import { namesPrivateAddress } from '../webhooks/addresses.ts';
import { readKey } from './request/caller/read-key.ts';
import { planExpansion } from './request/expand.ts';
import { loggedParameters } from './request/logged-parameters.ts';
import { readablePath } from './request/request-parts.ts';

/** What a part of a text becomes if there is much of it. */
const much = (part: string) => (size: number) => part.repeat(Math.ceil(size / part.length));

/** Ignores refusals. */
function tried(run: (size: number) => unknown): (size: number) => void {
  return (size) => {
    try {
      run(size);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ApiError')) throw error;
    }
  };
}

const everyField = ownParams({
  amount: fields.amount().optional(),
  boolean: fields.boolean().optional(),
  choice: fields.choice(['a', 'b']).optional(),
  currency: fields.currency().optional(),
  decimal: fields.decimal().optional(),
  descriptor: fields.descriptor().optional(),
  email: fields.email().optional(),
  items: listOf(group({ name: fields.text().optional() })).optional(),
  metadata: fields.metadata().optional(),
  text: fields.text().optional(),
  url: fields.url().optional(),
});

/** An eighth of what one request may carry: in its body, or before it. */
const body = (1024 * 1024) / longer;
const head = (15 * 1024) / longer;
/** An eighth of the longest text that a parameter may hold. */
const text = 5000 / longer;

const parts = ['1-', '4', '4 ', '4.', '1', 'a', 'é', '%', '%34', '&#', '<b', '\\', '[', '\u0301\u0323', '💳'];

/** Every place that processes text from outside, with its worst text at the size that is admitted. */
const entrances: [name: string, run: (size: number) => unknown, size: number][] = [
  ...parts.map((part): [string, (size: number) => unknown, number] => [
    `redaction of ${JSON.stringify(part)}`,
    (size) => withoutCards(much(part)(size)),
    body,
  ]),
  ...['a&', 'a=1&', 'a[]=1&', 'a[][b]=1&', 'a[999999999]=1&', '&', '%41', '+', '[b]', 'a[b][', ']', '='].map(
    (part): [string, (size: number) => unknown, number] => [
      `form of ${part}`,
      (size) => decodeForm(`x${much(part)(size)}`),
      body,
    ],
  ),
  [
    'form of many names',
    (size) => decodeForm(Array.from({ length: size }, (_, index) => `a[k${index}][b]=1`).join('&')),
    5000 / longer,
  ],
  [
    'form of many positions',
    (size) => decodeForm(Array.from({ length: size }, (_, index) => `a[${index * 99_991}]=1`).join('&')),
    5000 / longer,
  ],
  ['form of lists in lists', (size) => decodeForm(`a${'[]'.repeat(8)}[b]=1&`.repeat(size)), 5000 / longer],
  [
    'parameters that nobody knows',
    (size) => everyField.read(decodeForm(Array.from({ length: size }, (_, at) => `k${at}=1`).join('&'))),
    5000 / longer,
  ],
  ...Object.entries({
    amount: '0',
    boolean: 'a',
    choice: 'a',
    currency: 'a',
    decimal: '0',
    descriptor: '1',
    email: '.a',
    text: 'é',
    url: 'a.',
    items: 'a',
    metadata: 'a',
  }).map(([name, part]): [string, (size: number) => unknown, number] => [
    `parameter ${name}`,
    (size) => everyField.read({ [name]: `${name === 'email' ? 'a@' : ''}${much(part)(size)}x` }),
    body,
  ]),
  ['a long web address', (size) => everyField.read({ url: `https://${much('a.')(size)}` }), body],
  ['a long decimal', (size) => everyField.read({ decimal: `${much('0')(size)}1.5` }), body],
  ['a value of metadata', (size) => everyField.read({ metadata: { a: much('💳')(size) } }), body],
  [
    'logged parameters',
    (size) => loggedParameters(Object.fromEntries(Array.from({ length: size }, (_, at) => [`k${at}`, '4.']))),
    5000 / longer,
  ],
  ['a path', (size) => readablePath(much('/%e4')(size)), head],
  ['a path of ids', (size) => idsNamed(much('/a_')(size), {}), head],
  ['a search', (size) => parseSearch(much('a:1 ')(size)), text],
  ['a search with quotes', (size) => parseSearch(`a:"${much('\\"')(size)}`), text],
  ['a search with spaces', (size) => parseSearch(`a:1 ${much(' ')(size)}`), text],
  [
    'a search with clauses and spaces',
    (size) => parseSearch(`${much('a:1 ')(size)}${much(' ')(size)}x`),
    text,
  ],
  ['a name with accents', (size) => foldedText(`a${much('\u0301\u0323')(size)}`), text],
  ['a name with spaces', (size) => foldedText(`a${much(' ')(size)}a`), text],
  ['a name with ligatures', (size) => foldedText(much('\ufdfa')(size)), text],
  ['a duration', (size) => secondsOf(much('1')(size)), text],
  ['a key', (size) => readKey(`Bearer ${much('sk_test_')(size)}`, undefined), head],
  ['spaces before a key', (size) => readKey(`Bearer${much(' ')(size)}x`, undefined), head],
  ['a key in Basic', (size) => readKey(`Basic ${much('Ojo6')(size)}`, undefined), head],
  ['a key that is shown', (size) => [parseKey(much('sk_test_a')(size)), maskKey(much('*')(size))], head],
  ['a version', (size) => isVersion(`2025-09-30.${much('a')(size)}1`), head],
  [
    'expansions',
    (size) =>
      planExpansion(
        expandables,
        'list:charge',
        Array.from({ length: size }, () => 'data.customer'),
      ),
    5000 / longer,
  ],
  ['a deep expansion', (size) => planExpansion(expandables, 'list:charge', [much('a.')(size)]), body],
  [
    'an address of an endpoint',
    (size) => namesPrivateAddress(new URL(`https://${much('1.')(size)}a/`)),
    text,
  ],
];

describe('text from outside', () => {
  it.each(entrances)('costs in proportion to its length: %s', async (_name, run, size) => {
    expect(await growthOf(tried(run), Math.ceil(size))).toBeLessThan(bearable);
  });
});

describe('a request', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('costs in proportion to its length, even if a price begins with zeros', async () => {
    const key = server.freshKey();
    const growth = await growthOf(async (size) => {
      const body = `currency=usd&product_data[name]=A&unit_amount_decimal=${'0'.repeat(size)}1.5`;
      expect((await rawRequest(server, 'POST /v1/prices', { key, body })).status).toBe(400);
    }, 100_000 / longer);
    expect(growth).toBeLessThan(bearable);
  });

  it('costs in proportion to its length, even without a key and with a parameter name full of digits', async () => {
    const growth = await growthOf(async (size) => {
      const body = `x${'1-'.repeat(size)}[=1`;
      const answer = await rawRequest(server, 'POST /v1/customers', { key: null, body });
      expect(answer).toMatchObject({ status: 400, json: { error: { type: 'invalid_request_error' } } });
    }, 2000 / longer);
    expect(growth).toBeLessThan(bearable);
  });

  it('costs in proportion to its length, even without a key and with a path full of digits', async () => {
    const growth = await growthOf(async (size) => {
      expect((await rawRequest(server, `GET /${'1-'.repeat(size)}`, { key: null })).status).toBe(404);
    }, 7500 / longer);
    expect(growth).toBeLessThan(bearable);
  });
});

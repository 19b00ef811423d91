import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { disguises } from '../testing/card-disguises.ts';
import { Page } from '../testing/page.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';

/** Cards that pay, decline, authenticate and fail to; nothing else here has their codes. */
const cards = [
  { number: '4242424242424242', cvc: '987' },
  { number: '5555555555554444', cvc: '986' },
  { number: '378282246310005', cvc: '9753' },
  { number: '4000000000000002', cvc: '985' },
  { number: '4000000000009995', cvc: '984' },
  { number: '4000002760003184', cvc: '983' },
  { number: '4000008260003178', cvc: '982' },
  { number: '6205500000000000004', cvc: '981' },
] as const;

/** Every way in which a card number may be written, at every alignment of base64. */
function writings(text: string): string[] {
  const encoded = [0, 1, 2].map((shift) => {
    const base64 = Buffer.from(`${'x'.repeat(shift)}${text}`).toString('base64');
    // The first and last characters depend on their neighbours.
    return base64.slice(shift === 0 ? 0 : 4, -4);
  });
  const disguised = Object.values(disguises).map((disguise) => disguise(text));
  const inJson = disguised.map((written) => JSON.stringify(written).slice(1, -1));
  return [...new Set([...disguised, ...inJson, Buffer.from(text).toString('hex'), ...encoded])];
}

/** Three digits occur by chance: a code only counts if it stands alone. */
function standsAlone(text: string, code: string): boolean {
  return [code, Buffer.from(code).toString('hex'), Buffer.from(code).toString('base64')].some((written) =>
    new RegExp(`["'=:\\s]${written}(["'&,}\\s]|$)`, 'm').test(text),
  );
}

const writingsOf = new Map(
  cards.map(({ number }) => [number, writings(number).map((written) => written.toLowerCase())] as const),
);

/** The card data that is visible in a text, or in bytes read as Latin-1. */
function leaksIn(text: string): string[] {
  const lower = text.toLowerCase();
  return cards.flatMap(({ number, cvc }) => [
    ...(writingsOf.get(number)?.some((written) => lower.includes(written)) ? [number] : []),
    ...(standsAlone(text, cvc) ? [cvc] : []),
  ]);
}

function filesBelow(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'latin1') }));
}

describe('card data', () => {
  const log: string[] = [];
  const answers: string[] = [];
  const keys: string[] = [];
  let server: TestServer;

  beforeAll(async () => {
    const plainFetch = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
      const response = await plainFetch(...request);
      answers.push(`${JSON.stringify([...response.headers])}\n${await response.clone().text()}`);
      return response;
    });
    server = await testServer('sqlite', { log: { write: (line) => log.push(line) } });
    await useEveryCard();
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await server.stop();
  });

  async function open(key: string): Promise<Page> {
    const session = await server.client({ key }).checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer_creation: 'always',
      saved_payment_method_options: { payment_method_save: 'enabled' },
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A' } }, quantity: 1 },
      ],
    });
    return new Page(server.url, session);
  }

  /** Calls that are refused but logged all the same. */
  async function putWhereNoCardBelongs(key: string, number: string): Promise<void> {
    const spaced = number.replaceAll(/(\d{4})(?=\d)/g, '$1%20');
    const get = (path: string, headers = {}) => rawRequest(server, `GET ${path}`, { key, headers });
    await get(`/v1/customers/${number}`);
    await get(`/v1/customers/${spaced}`);
    await get(`/v1/customers?starting_after=${number}`);
    await get(`/v1/customers?${number}=1`);
    await get('/v1/customers/cus_none', { 'user-agent': `Shop ${number}` });
    await get('/v1/customers', { 'stripe-version': number });
    await get(`/nothing/${number}`);
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
      const headers = { 'content-type': type };
      await rawRequest(server, 'POST /v1/customers', { key, headers, body: `{"number":"${number}"` });
    }
    await rawRequest(server, 'POST /v1/customers', { key, body: `description[${number}]=1&name=%` });
    await rawRequest(server, 'POST /v1/customers', { key, body: `colour=red&description=${number}` });
    await rawRequest(server, `POST /v1/customers/${number}`, { key, body: `metadata[card]=${number}` });
  }

  /** The same in every disguise; headers are Latin-1. */
  async function putInDisguise(key: string, written: string): Promise<void> {
    const escaped = encodeURIComponent(written);
    const customer = await server.client({ key }).customers.create();
    await rawRequest(server, `GET /v1/customers/${escaped}?expand[]=${escaped}`, { key });
    await rawRequest(server, `GET /v1/customers?${escaped}=1`, { key });
    await rawRequest(server, `GET /v1/customers/search?query=name:'${escaped}' ${escaped}`, { key });
    await rawRequest(server, `GET /nothing/${escaped}`, { key: null });
    await rawRequest(server, `POST /v1/customers/${customer.id}`, { key, body: `email=${escaped}` });
    await rawRequest(server, `POST /v1/customers/${customer.id}`, {
      key,
      body: `name=${escaped}${'+and+more'.repeat(1000)}`,
    });
    if (!/^[ -~\u00a0-\u00ff]+$/.test(written)) return;
    const headers = { 'idempotency-key': written, 'user-agent': `${'x'.repeat(290)} ${written}` };
    await rawRequest(server, `POST /v1/customers/${customer.id}`, { key, headers, body: 'phone=1' });
    await rawRequest(server, `POST /v1/customers/${customer.id}`, { key, headers, body: 'phone=2' });
    await rawRequest(server, 'POST /v1/customers', { key, headers, body: 'phone=1' });
    await rawRequest(server, 'GET /v1/customers', { key, headers: { 'stripe-version': written } });
  }

  async function useEveryCard(): Promise<void> {
    const key = server.freshKey();
    keys.push(key);
    for (const { number, cvc } of cards) {
      const page = await open(key);
      const given = {
        'payment_method_data[type]': 'card',
        'payment_method_data[card][number]': number,
        'payment_method_data[card][exp_month]': '12',
        'payment_method_data[card][exp_year]': '2034',
        'payment_method_data[card][cvc]': cvc,
        save_payment_method: 'true',
        email: 'canary@example.com',
      };
      const outcome = await page.confirm(given).catch(() => null);
      if (outcome?.next_action) await page.answerChallenge(outcome, 'authenticated').catch(() => null);
      const wrong = { ...given, 'payment_method_data[card][exp_year]': '1999' };
      await (await open(key)).confirm(wrong).catch(() => null);
      // A number by itself, kept with its code until it is used; and one that is not accepted.
      const body = `type=card&card[number]=${number}&card[exp_month]=12&card[exp_year]=2034&card[cvc]=${cvc}`;
      const headers = { 'idempotency-key': number.slice(-4) };
      await rawRequest(server, 'POST /v1/payment_methods', { key, body, headers });
      await rawRequest(server, 'POST /v1/payment_methods', { key, body: `${body}&colour=red` });
      await rawRequest(server, 'POST /v1/payment_methods', {
        key,
        body: body.replace('type=card', 'type=x'),
      });
      await putWhereNoCardBelongs(key, number);
    }
    for (const [index, disguise] of Object.values(disguises).entries()) {
      await putInDisguise(key, disguise(cards[index % cards.length]?.number ?? ''));
    }
    await server.services.requestLog.flush();
    for (const path of [
      'payment_methods',
      'charges',
      'payment_intents',
      'events',
      'customers',
      'onfile/consents',
      'onfile/request_logs',
    ]) {
      await rawRequest(server, `GET /v1/${path}?limit=100`, { key });
    }
    await rawRequest(server, 'GET /v1/customers', { key: `${key}_wrong-key` });
    // A bug in the server is logged with everything that the error carries.
    vi.spyOn(server.simulator, 'authorize').mockImplementation((request) =>
      Promise.reject(Object.assign(new Error('The network broke.'), { request })),
    );
    await (await open(key)).confirm('4242424242424242').catch(() => null);
  }

  it('was used: the run left customers, charges and a log behind', () => {
    for (const told of ['"checkout.session.completed"', '"insufficient_funds"', '"last4": "4444"']) {
      expect(answers.join()).toContain(told);
    }
    expect(log.join()).toContain('The network broke.');
    expect(log.join()).toContain('[redacted]');
    const data = filesBelow(server.folder);
    expect(data.map(({ name }) => name)).toEqual(expect.arrayContaining(['onfile.db', 'simulator.db']));
    expect(data.some(({ text }) => text.includes('canary@example.com'))).toBe(true);
  });

  it('is in no file of the data folder', () => {
    const leaking = filesBelow(server.folder).filter(({ text }) => leaksIn(text).length > 0);
    expect(leaking.map(({ name, text }) => [name, leaksIn(text)])).toEqual([]);
  });

  it('is not even kept as a digest that trying all numbers would reveal', () => {
    const data = filesBelow(server.folder);
    for (const { number, cvc } of cards) {
      const card = { number, exp_month: '12', exp_year: '2034', cvc };
      for (const hashed of [number, `${number}${cvc}`, JSON.stringify({ type: 'card', card })]) {
        const digest = createHash('sha256').update(hashed).digest();
        for (const encoding of ['latin1', 'hex', 'base64', 'base64url'] as const) {
          expect(data.filter(({ text }) => text.includes(digest.toString(encoding)))).toEqual([]);
        }
      }
    }
  });

  it('is in no answer, event or header', () => {
    expect(answers.flatMap(leaksIn)).toEqual([]);
  });

  it('is in no line of the log, and neither are keys and client secrets', () => {
    expect(log.flatMap(leaksIn)).toEqual([]);
    const lines = log.join('\n');
    for (const key of keys) expect(lines).not.toContain(key.slice(8));
    expect(lines).not.toMatch(/_secret_/);
    expect(lines).not.toMatch(/[sr]k_(test|live)_/);
  });

  it.each(cards)('would be found if it were there: $number, $cvc', ({ number, cvc }) => {
    for (const written of [number, Buffer.from(number).toString('hex')]) {
      expect(leaksIn(`{"note":"${written}"}`)).toContain(number);
    }
    for (const before of ['', 'a', 'ab']) {
      const blob = Buffer.from(`${before}${number} and more`).toString('base64');
      expect(leaksIn(`{"note":"${blob}"}`)).toContain(number);
    }
    for (const written of [cvc, Buffer.from(cvc).toString('base64')]) {
      expect(leaksIn(`{"cvc":"${written}"}`)).toEqual([cvc]);
      expect(leaksIn(`card[cvc]=${written}&x=1`)).toEqual([cvc]);
    }
  });

  it('would also be found in a file', () => {
    const planted = join(server.folder, 'planted');
    writeFileSync(planted, Buffer.concat([Buffer.from([0, 255, 1]), Buffer.from('4242424242424242')]));
    const leaking = filesBelow(server.folder).filter(({ text }) => leaksIn(text).length > 0);
    expect(leaking.map(({ name }) => name)).toEqual(['planted']);
  });
});

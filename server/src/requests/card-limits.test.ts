import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOf } from '../testing/browser.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';
import { type CardUse, cardLimits, createCardLimits } from './card-limits.ts';

const { live } = cardLimits;
const use = (given: Partial<CardUse> = {}): CardUse => ({
  account: 'acct_1',
  livemode: true,
  ipAddress: '192.0.2.1',
  fingerprint: 'card 0',
  ...given,
});
const ten = 10 * 60;

describe('limits of card data', () => {
  it('count different cards from one address, not tries', () => {
    const limits = createCardLimits();
    const from = (ipAddress: string, card: number) =>
      limits.take(use({ ipAddress, fingerprint: `card ${card}` }), 0);
    for (let card = 0; card < live.address; card += 1) expect(from('192.0.2.1', card)).toBe(true);
    expect(from('192.0.2.1', live.address)).toBe(false);
    expect(from('192.0.2.1', 3)).toBe(true);
    expect(from('192.0.2.2', live.address)).toBe(true);
    expect(limits.take(use({ account: 'acct_2', fingerprint: 'card x' }), 0)).toBe(true);
    expect(limits.take(use({ fingerprint: 'card x' }), ten)).toBe(true);
  });

  it('count the addresses of one IPv6 network as one', () => {
    const limits = createCardLimits();
    const from = (host: number, card: number) =>
      limits.take(use({ ipAddress: `2001:db8::${host.toString(16)}`, fingerprint: `card ${card}` }), 0);
    for (let card = 0; card < live.address; card += 1) from(card + 1, card);
    expect(from(1000, live.address)).toBe(false);
    expect(limits.take(use({ ipAddress: '2001:db8:0:1::1', fingerprint: 'card x' }), 0)).toBe(true);
  });

  it('count different cards with the keys of one account, wherever they come from', () => {
    const limits = createCardLimits();
    const from = (card: number) =>
      limits.take(use({ ipAddress: `10.0.${card >> 8}.${card & 255}`, fingerprint: `card ${card}` }), 0);
    for (let card = 0; card < live.key; card += 1) from(card);
    expect(from(live.key)).toBe(false);
  });

  it('count the uses of one card in live mode, but not of a test card', () => {
    const limits = createCardLimits();
    const from = (n: number, livemode: boolean) =>
      limits.take(use({ ipAddress: `10.0.${n >> 8}.${n & 255}`, livemode }), 0);
    for (let n = 0; n < live.card; n += 1) expect(from(n, true)).toBe(true);
    expect(from(live.card, true)).toBe(false);
    for (let n = 0; n < 1000; n += 1) expect(from(n, false)).toBe(true);
  });

  it('forget the oldest when there are more than they can remember', () => {
    const limits = createCardLimits();
    const from = (n: number, card = 'card 0') =>
      limits.take(
        use({
          account: `acct_${n >> 4}`,
          ipAddress: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
          fingerprint: card,
        }),
        0,
      );
    for (let card = 0; card < live.address; card += 1) from(0, `card ${card}`);
    expect(from(0, 'card x')).toBe(false);
    for (let n = 100; n < 12_000; n += 1) from(n);
    expect(from(0, 'card x')).toBe(true);
  });
});

/** The check digit that turns fifteen digits into a card number. */
function numberOf(n: number): string {
  const body = `411111${String(n).padStart(9, '0')}`;
  const sum = [...body].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

describe('a page that tries card numbers', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  it('is stopped, whichever call it uses, but may try one card as often as it likes', async () => {
    const key = server.freshKey();
    const browser = browserOf(server.url, key.replace('sk_', 'pk_'));
    const card = (name: string, number: string) => ({
      [`${name}[number]`]: number,
      [`${name}[exp_month]`]: '12',
      [`${name}[exp_year]`]: '2034',
    });
    const token = (number: string) => browser.post('/v1/tokens', card('card', number));
    const status = (call: Promise<unknown>) => call.then(() => 200).catch((error: unknown) => error);
    const { id: account } = await server.client({ key }).accounts.retrieveCurrent();
    const { cardLimits: limits, clock } = server.services;
    for (let n = 0; n < cardLimits.test.address - 2; n += 1) {
      const earlier = { account, livemode: false, ipAddress: '127.0.0.1', fingerprint: `card ${n}` };
      limits.take(earlier, clock.now());
    }
    for (const n of [1, 2]) expect(await status(token(numberOf(n)))).toBe(200);
    expect(await status(token(numberOf(3)))).toMatchObject({ status: 429, error: { code: 'rate_limit' } });
    const intent = await server.client({ key }).paymentIntents.create({ amount: 2000, currency: 'usd' });
    const data = {
      'payment_method_data[type]': 'card',
      ...card('payment_method_data[card]', numberOf(9999)),
    };
    for (const call of [
      browser.post('/v1/payment_methods', { type: 'card', ...card('card', numberOf(9999)) }),
      browser.post('/v1/confirmation_tokens', data),
      browser.post(`/v1/payment_intents/${intent.id}/confirm`, {
        ...data,
        client_secret: intent.client_secret ?? '',
      }),
    ]) {
      await expect(call).rejects.toMatchObject({ status: 429 });
    }
    expect(await server.client({ key }).paymentIntents.retrieve(intent.id)).toEqual(intent);
    expect(await status(token(numberOf(2)))).toBe(200);
    // The merchant's server, and other sandboxes, are not affected.
    const raw = { number: numberOf(9999), exp_month: 12, exp_year: 2034 };
    expect(await server.client({ key }).paymentMethods.create({ type: 'card', card: raw })).toMatchObject({
      type: 'card',
    });
  });
});

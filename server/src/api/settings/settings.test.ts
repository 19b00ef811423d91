import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Page } from '../../testing/page.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

describe.each(engines)('settings on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  it('pin the version of requests and webhook endpoints that name none', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const spoken = async () => {
      const answer = await fetch(`${server.url}/v1/account`, { headers: { authorization: `Bearer ${key}` } });
      return answer.headers.get('stripe-version');
    };
    expect(await spoken()).toBe('2025-09-30.clover');
    const versions: { data: { id: string; default: boolean; changes: string[] }[] } = Object(
      await stripe.rawRequest('GET', '/v1/onfile/api_versions'),
    );
    expect(versions.data.filter((version) => version.default).map(({ id }) => id)).toEqual([
      '2025-09-30.clover',
    ]);
    expect(versions.data.find(({ id }) => id === '2026-03-25.dahlia')?.changes).toHaveLength(1);
    for (const { id } of versions.data) {
      expect(await stripe.rawRequest('POST', '/v1/onfile/settings', { api_version: id })).toMatchObject({
        api_version: id,
      });
      expect(await spoken()).toBe(id);
    }
    expect(await stripe.rawRequest('POST', '/v1/onfile/settings', { api_version: '' })).toMatchObject({
      api_version: null,
    });
    await expect(
      stripe.rawRequest('POST', '/v1/onfile/settings', { api_version: '2026-01-01.endive' }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'api_version' });
  });

  it('reach the buyer and the consent journal', async () => {
    const stripe = server.client();
    await stripe.rawRequest('POST', '/v1/onfile/settings', {
      brand_color: '#7c3aed',
      business_name: 'Rosen Mugs',
      logo_url: 'https://example.com/logo.svg',
      terms_url: 'https://example.com/terms',
      save_label: { en: 'Remember my card' },
    });
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'elements',
      customer_creation: 'always',
      saved_payment_method_options: { payment_method_save: 'enabled' },
      line_items: [
        { price_data: { currency: 'usd', unit_amount: 900, product_data: { name: 'Mug' } }, quantity: 1 },
      ],
    });
    const page = new Page(server.url, session);
    expect((await page.init()).business).toEqual({
      name: 'Rosen Mugs',
      color: '#7c3aed',
      logo_url: 'https://example.com/logo.svg',
      terms_url: 'https://example.com/terms',
      save_label: { en: 'Remember my card' },
    });
    await page.pay('4242424242424242', {
      save_payment_method: 'true',
      'consent[source]': 'element',
      'consent[language]': 'en',
    });
    expect(await stripe.rawRequest('GET', '/v1/onfile/consents')).toMatchObject({
      data: [
        {
          texts: {
            business: 'Rosen Mugs',
            save_label: 'Remember my card',
            terms: null,
            terms_url: 'https://example.com/terms',
          },
          uses: ['redisplay'],
        },
      ],
    });
  });

  it('belong to the account alone, and a label can be reset to the standard words', async () => {
    const stripe = server.client();
    await stripe.rawRequest('POST', '/v1/onfile/settings', { save_label: { de: 'Karte merken' } });
    server.clock.advance(2);
    await stripe.rawRequest('POST', '/v1/onfile/settings', { save_label: { de: '' } });
    server.clock.advance(2);
    expect(await stripe.rawRequest('GET', '/v1/onfile/settings')).toMatchObject({
      business_name: 'New business',
      save_label: {},
    });
  });

  it('can be changed concurrently, and no change undoes another', async () => {
    const stripe = server.client();
    const change = (settings: object) => stripe.rawRequest('POST', '/v1/onfile/settings', settings);
    await change({ brand_color: '#0b57d0' });
    const changes = [
      { business_name: 'Rosen Mugs' },
      { terms_url: 'https://example.com/terms' },
      { logo_url: 'https://example.com/logo.png' },
      { statement_descriptor: 'ROSEN MUGS' },
      { fee_percent: '1.4' },
    ];
    await Promise.all(changes.map(change));
    expect(await stripe.rawRequest('GET', '/v1/onfile/settings')).toMatchObject(
      Object.assign({ brand_color: '#0b57d0' }, ...changes),
    );
  });

  it.each([
    [{ brand_color: 'red' }, 'brand_color'],
    [{ logo_url: 'http://example.com/logo.png' }, 'logo_url'],
    [{ fee_percent: '101' }, 'fee_percent'],
  ])('refuse %j', async (change, param) => {
    const refused = server.client().rawRequest('POST', '/v1/onfile/settings', change);
    await expect(refused).rejects.toMatchObject({ statusCode: 400, param });
  });
});

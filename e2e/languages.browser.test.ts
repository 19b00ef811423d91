import { consentTexts } from '@onfile/shared/all-consent-texts.ts';
import { languageOf } from '@onfile/shared/languages.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, createSession, startWorld, type World } from './support/journey.ts';
import { automatic } from './support/snippets.ts';

const save = {
  customer_creation: 'always' as const,
  saved_payment_method_options: { payment_method_save: 'enabled' as const },
};

describe("the element's language", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it.each([
    ['en', 'Card number', 'Security code', 'MM / YY'],
    ['fr', 'Numéro de carte', 'Code de sécurité', 'MM / AA'],
    ['de', 'Kartennummer', 'Sicherheitscode', 'MM / JJ'],
    ['es', 'Número de tarjeta', 'Código de seguridad', 'MM / AA'],
    ['it', 'Numero della carta', 'Codice di sicurezza', 'MM / AA'],
    ['pt', 'Número do cartão', 'Código de segurança', 'MM / AA'],
    ['nl', 'Kaartnummer', 'Beveiligingscode', 'MM / JJ'],
    ['ja', 'カード番号', 'セキュリティコード', '月 / 年'],
    ['zh-TW', '卡號', '安全碼', '月 / 年'],
  ] as const)('is %s by the session, and the journal holds its words', async (locale, number, code, date) => {
    const stripe = world.server.client();
    const session = await createSession(stripe, { ...save, locale });
    const buyer = await Buyer.visit(world, { html: automatic, clientSecret: session.client_secret ?? '' });
    await buyer.frame.getByLabel(number).waitFor();
    await buyer.frame.getByLabel(code).waitFor();
    await buyer.frame.getByPlaceholder(date).waitFor();
    // As a Japanese keyboard writes them.
    await buyer.fillCard('４２４２４２４２４２４２４２４２', {
      expiry: '１２／３４',
      cvc: '１２３',
      zip: '１２３４５',
    });
    await buyer.frame.getByRole('checkbox', { name: consentTexts[languageOf(locale)].saveLabel }).check();
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    const consents = await stripe.rawRequest('GET', '/v1/onfile/consents');
    expect(consents).toMatchObject({
      data: [
        {
          language: languageOf(locale),
          texts: { save_label: consentTexts[languageOf(locale)].saveLabel },
          uses: ['redisplay', 'off_session'],
        },
      ],
    });
    await buyer.close();
  });

  it.each(['ar', 'he'] as const)('reads from right to left in %s, except numbers', async (locale) => {
    const clientSecret = (await createSession(world.server.client())).client_secret ?? '';
    const html = automatic.replace("'{{PUBLISHABLE_KEY}}'", `'{{PUBLISHABLE_KEY}}', { locale: '${locale}' }`);
    const buyer = await Buyer.visit(world, { html, clientSecret });
    await buyer.fillCard('4242424242424242');
    const number = buyer.frame.locator('input[name="number"]');
    const seen = await number.evaluate((field) => {
      const place = field.closest('.p-Field')?.getBoundingClientRect();
      const label = document.createRange();
      label.selectNodeContents(document.querySelector(`label[for="${field.id}"]`) ?? field);
      const brand = document.querySelector('.p-CardNumberInput [class*="Brand"]')?.getBoundingClientRect();
      const middle = ((place?.left ?? 0) + (place?.right ?? 0)) / 2;
      return {
        page: getComputedStyle(document.documentElement).direction,
        digits: getComputedStyle(field).direction,
        label: label.getBoundingClientRect().right > middle + 10,
        brand: (brand?.left ?? 0) > middle,
        wide: document.documentElement.scrollWidth > innerWidth,
      };
    });
    expect(seen).toEqual({ page: 'rtl', digits: 'ltr', label: true, brand: true, wide: false });
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    await buyer.close();
  });

  it("is the browser's when the session names none", async () => {
    const session = await createSession(world.server.client());
    const buyer = await Buyer.visit(
      world,
      { html: automatic, clientSecret: session.client_secret ?? '' },
      { locale: 'de-AT' },
    );
    await buyer.frame.getByLabel('Kartennummer').waitFor();
    await buyer.close();
  });

  it.each([
    ['C', /^\$20\.00$/, []],
    ['', /^\$20\.00$/, []],
    ['de_DE.UTF-8', /^20,00\s\$$/, ['de-DE']],
  ])('is derived from whatever a browser calls its own: %j', async (language, total, known) => {
    const stripe = world.server.client();
    const session = await createSession(stripe, save);
    const buyer = await Buyer.open(world, 'about:blank');
    // In every frame, before its own scripts.
    await buyer.context.addInitScript((given) => {
      Object.defineProperty(Navigator.prototype, 'language', { get: () => given });
      Object.defineProperty(Navigator.prototype, 'languages', { get: () => [given] });
    }, language);
    const clientSecret = session.client_secret ?? '';
    await buyer.page.goto(world.merchant.publish({ html: automatic, clientSecret }));
    await buyer.fillCard('4242424242424242');
    const shown = 'actionsLoaded.then(({ actions }) => actions.getSession().total.total.amount)';
    expect(await buyer.page.evaluate(shown)).toMatch(total);
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    const { customer } = await stripe.checkout.sessions.retrieve(session.id, { expand: ['customer'] });
    expect(customer).toMatchObject({ preferred_locales: known });
    const success_url = world.merchant.origin;
    const hosted = await createSession(stripe, { ui_mode: 'hosted_page', success_url });
    await buyer.page.goto(hosted.url ?? '');
    await buyer.page
      .getByTestId('hosted-payment-submit-button')
      .filter({ hasText: new RegExp(total.source.slice(1, -1)) })
      .waitFor();
    await buyer.page.goto(`${world.server.url}/dashboard/payments`);
    await buyer.page.getByRole('heading', { level: 1 }).waitFor();
    expect(buyer.complaints).toEqual([]);
    await buyer.close();
  });
});

import { consentTexts } from '@onfile/shared/consent-texts.ts';
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
    ['en', 'Card number', 'Security code'],
    ['fr', 'Numéro de carte', 'Code de sécurité'],
    ['de', 'Kartennummer', 'Sicherheitscode'],
    ['es', 'Número de tarjeta', 'Código de seguridad'],
    ['it', 'Numero della carta', 'Codice di sicurezza'],
    ['pt', 'Número do cartão', 'Código de segurança'],
    ['nl', 'Kaartnummer', 'Beveiligingscode'],
    ['ja', 'カード番号', 'セキュリティコード'],
  ] as const)('is %s by the session, and the journal holds its words', async (locale, number, code) => {
    const stripe = world.server.client();
    const session = await createSession(stripe, { ...save, locale });
    const buyer = await Buyer.visit(world, { html: automatic, clientSecret: session.client_secret ?? '' });
    await buyer.frame.getByLabel(number).waitFor();
    await buyer.frame.getByLabel(code).waitFor();
    await buyer.fillCard('4242424242424242');
    await buyer.frame.getByRole('checkbox', { name: consentTexts[locale].saveLabel }).check();
    expect(await buyer.pay()).toMatchObject({ type: 'success' });
    const consents = await stripe.rawRequest('GET', '/v1/onfile/consents');
    expect(consents).toMatchObject({
      data: [
        {
          language: locale,
          texts: { save_label: consentTexts[locale].saveLabel },
          uses: ['redisplay', 'off_session'],
        },
      ],
    });
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
});

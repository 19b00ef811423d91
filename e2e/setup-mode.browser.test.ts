import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyer, startWorld, type World } from './support/journey.ts';
import { automatic } from './support/snippets.ts';

describe('a card that is saved without a payment', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  async function visit() {
    const stripe = world.server.client();
    const customer = await stripe.customers.create({ email: 'jenny@example.com' });
    const session = await stripe.checkout.sessions.create({
      mode: 'setup',
      ui_mode: 'elements',
      currency: 'usd',
      customer: customer.id,
    });
    const buyer = await Buyer.visit(world, { html: automatic, clientSecret: session.client_secret ?? '' });
    return { stripe, customer, session, buyer };
  }

  it('is set up in the same element, under the terms for later charges', async () => {
    const { stripe, customer, session, buyer } = await visit();
    await buyer.frame.getByText('By providing your card information, you allow').waitFor();
    expect(await buyer.frame.getByRole('checkbox').count()).toBe(0);
    await buyer.fillCard('4242424242424242');
    expect(await buyer.pay()).toMatchObject({ type: 'success', status: { type: 'complete' } });
    const [card] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    expect(card).toMatchObject({ allow_redisplay: 'always', card: { last4: '4242' } });
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] });
    expect(done).toMatchObject({ status: 'complete', setup_intent: { status: 'succeeded' } });
    const consents: { data: unknown[] } = await stripe.rawRequest(
      'GET',
      `/v1/onfile/consents?customer=${customer.id}`,
    );
    expect(consents.data).toMatchObject([
      {
        source: 'element',
        uses: ['redisplay', 'off_session'],
        texts: { save_label: null, terms: expect.stringContaining('charge your card for future payments') },
      },
    ]);
    await buyer.close();
  });

  it('is set up after the buyer has authenticated', async () => {
    const { stripe, session, buyer } = await visit();
    await buyer.fillCard('4000002500003155');
    await buyer.page.click('#pay');
    await buyer.challenge.locator('#test-source-authorize-3ds').click();
    expect(await buyer.outcome()).toMatchObject({ type: 'success' });
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete');
    await buyer.close();
  });
});

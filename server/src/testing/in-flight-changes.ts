import { type Answer, cardOf, goodCard, ofPage, type Scene, type Send } from './in-flight-scene.ts';

export type Thing = keyof Scene | 'lines';

export interface Change {
  readonly needs: readonly Thing[];
  readonly make: (scene: Scene, send: Send) => Promise<Answer>;
}

/** What may change while something is in flight. */
export const changes = {
  'the buyer takes five': {
    needs: ['session', 'lines'],
    make: async ({ session, stripe }, send) => {
      const item = (await stripe.checkout.sessions.listLineItems(session?.id ?? '')).data[0]?.id ?? '';
      const five = { 'line_items[0][id]': item, 'line_items[0][quantity]': '5' };
      return send(`POST /v1/payment_pages/${session?.id}`, { ...ofPage(session), ...five });
    },
  },
  'the buyer gives another address': {
    needs: ['session'],
    make: ({ session }, send) =>
      send(`POST /v1/payment_pages/${session?.id}`, { ...ofPage(session), phone_number: '+15555550100' }),
  },
  'the merchant makes it five': {
    needs: ['session', 'lines'],
    make: async ({ session, stripe }, send) => {
      const item = (await stripe.checkout.sessions.listLineItems(session?.id ?? '')).data[0]?.id ?? '';
      return send(`POST /v1/checkout/sessions/${session?.id}`, {
        'line_items[0][id]': item,
        'line_items[0][quantity]': '5',
      });
    },
  },
  'the merchant notes something on the session': {
    needs: ['session'],
    make: ({ session }, send) => send(`POST /v1/checkout/sessions/${session?.id}`, { 'metadata[a]': 'b' }),
  },
  'the session is expired': {
    needs: ['session'],
    make: ({ session }, send) => send(`POST /v1/checkout/sessions/${session?.id}/expire`),
  },
  'the buyer pays once more': {
    needs: ['session'],
    make: ({ session }, send) =>
      send(`POST /v1/payment_pages/${session?.id}/confirm`, { ...ofPage(session), ...cardOf(goodCard) }),
  },
  'the buyer removes the card': {
    needs: ['session', 'card'],
    make: ({ session, card }, send) =>
      send(`POST /v1/payment_pages/${session?.id}/detach_payment_method`, {
        ...ofPage(session),
        payment_method: card ?? '',
      }),
  },
  'the buyer changes when the card expires': {
    needs: ['session', 'card'],
    make: ({ session, card }, send) =>
      send(`POST /v1/payment_pages/${session?.id}/update_payment_method`, {
        ...ofPage(session),
        payment_method: card ?? '',
        'card[exp_year]': '2041',
      }),
  },
  'the amount changes': {
    needs: ['intent'],
    make: ({ intent }, send) => send(`POST /v1/payment_intents/${intent?.id}`, { amount: '3500' }),
  },
  'the merchant notes something on the intent': {
    needs: ['intent'],
    make: ({ intent }, send) => send(`POST /v1/payment_intents/${intent?.id}`, { 'metadata[a]': 'b' }),
  },
  'the way of capture changes': {
    needs: ['intent'],
    make: ({ intent }, send) => send(`POST /v1/payment_intents/${intent?.id}`, { capture_method: 'manual' }),
  },
  'the intent is canceled': {
    needs: ['intent'],
    make: ({ intent }, send) => send(`POST /v1/payment_intents/${intent?.id}/cancel`),
  },
  'the intent is captured whole': {
    needs: ['intent'],
    make: ({ intent }, send) => send(`POST /v1/payment_intents/${intent?.id}/capture`),
  },
  'the intent is confirmed once more': {
    needs: ['intent'],
    make: ({ intent }, send) =>
      send(`POST /v1/payment_intents/${intent?.id}/confirm`, { payment_method: 'pm_card_mastercard' }),
  },
  'all of it is refunded': {
    needs: ['intent'],
    make: ({ intent }, send) => send('POST /v1/refunds', { payment_intent: intent?.id ?? '' }),
  },
  'the setup changes': {
    needs: ['setup'],
    make: ({ setup }, send) =>
      send(`POST /v1/setup_intents/${setup?.id}`, { payment_method: 'pm_card_mastercard' }),
  },
  'the setup is canceled': {
    needs: ['setup'],
    make: ({ setup }, send) => send(`POST /v1/setup_intents/${setup?.id}/cancel`),
  },
  'the setup is confirmed once more': {
    needs: ['setup'],
    make: ({ setup }, send) =>
      send(`POST /v1/setup_intents/${setup?.id}/confirm`, { payment_method: 'pm_card_mastercard' }),
  },
  'the customer is deleted': {
    needs: ['customer'],
    make: ({ customer }, send) => send(`DELETE /v1/customers/${customer}`),
  },
  'the customer’s clock is deleted': {
    needs: ['clock'],
    make: ({ clock }, send) => send(`DELETE /v1/test_helpers/test_clocks/${clock}`),
  },
  'the card is detached': {
    needs: ['card'],
    make: ({ card }, send) => send(`POST /v1/payment_methods/${card}/detach`),
  },
  'the card is attached to somebody else': {
    needs: ['card'],
    make: async ({ card, stripe }, send) =>
      send(`POST /v1/payment_methods/${card}/attach`, { customer: (await stripe.customers.create()).id }),
  },
  'the card is attached to its customer': {
    needs: ['card', 'customer'],
    make: ({ card, customer }, send) =>
      send(`POST /v1/payment_methods/${card}/attach`, { customer: customer ?? '' }),
  },
  'the card gets another date': {
    needs: ['card'],
    make: ({ card }, send) => send(`POST /v1/payment_methods/${card}`, { 'card[exp_year]': '2039' }),
  },
  'the card pays something else': {
    needs: ['card'],
    make: ({ card, customer }, send) =>
      send('POST /v1/payment_intents', {
        amount: '900',
        currency: 'usd',
        payment_method: card ?? '',
        confirm: 'true',
        'automatic_payment_methods[enabled]': 'true',
        'automatic_payment_methods[allow_redirects]': 'never',
        ...(customer === undefined ? {} : { customer, off_session: 'true' }),
      }),
  },
  'the sandbox is emptied': { needs: [], make: (_scene, send) => send('POST /v1/onfile/reset') },
} as const satisfies Readonly<Record<string, Change>>;

export type ChangeName = keyof typeof changes;

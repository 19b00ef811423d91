import type Stripe from 'stripe';
import { Page } from './page.ts';
import type { TestServer } from './test-server.ts';

/** An intent that is paid as it is created. */
export const payment = {
  amount: 2000,
  currency: 'usd',
  payment_method: 'pm_card_visa',
  confirm: true,
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;

/** A client on a separate sandbox, with a charge that was paid through a session. */
export async function paidCharge(
  server: TestServer,
  card: string,
  options: {
    readonly amount?: number;
    readonly capture?: 'automatic' | 'automatic_async' | 'manual';
    readonly stripe?: Stripe;
  } = {},
) {
  const { amount = 1000, capture = 'automatic' } = options;
  const stripe = options.stripe ?? server.client();
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'elements',
    payment_intent_data: { capture_method: capture },
    line_items: [
      {
        price_data: { currency: 'usd', unit_amount: amount, product_data: { name: 'A <blue> lamp' } },
        quantity: 1,
      },
    ],
  });
  await new Page(server.url, session).pay(card);
  const { data } = await stripe.charges.list();
  const charge = data[0];
  if (charge === undefined) throw new Error('There is no charge.');
  const { id: account } = await stripe.accounts.retrieveCurrent();
  return { stripe, charge, account };
}

/** Waits until the server has done something by itself, however busy the machine is. */
export async function eventually<Value>(
  read: () => Promise<Value>,
  holds: (value: Value) => boolean,
): Promise<Value> {
  for (let tries = 0; ; tries += 1) {
    const value = await read();
    if (holds(value)) return value;
    if (tries > 400) throw new Error(`It never came: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

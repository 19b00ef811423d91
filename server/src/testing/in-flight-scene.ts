import type Stripe from 'stripe';

/** What exists when an operation begins; a change whose object is missing is not a cell of the table. */
export interface Scene {
  readonly stripe: Stripe;
  readonly account: string;
  readonly session?: Stripe.Checkout.Session;
  readonly intent?: Stripe.PaymentIntent;
  readonly setup?: Stripe.SetupIntent;
  readonly customer?: string;
  readonly card?: string;
  readonly clock?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a call as a server, or with a client secret as a browser. */
export type Send = (
  call: string,
  params?: Readonly<Record<string, string>>,
  idempotencyKey?: string,
) => Promise<Answer>;

/** What makes a call one of a buyer's browser. */
export const ofPage = (session: Stripe.Checkout.Session | undefined) => ({
  key: 'pk_test_TYooMQauvdEDq54NiTphI7jx',
  client_secret: session?.client_secret ?? '',
});

export const cardOf = (number: string) => ({
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': number,
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '2034',
  'payment_method_data[card][cvc]': '123',
});

/** Without a dispute, a challenge or a decline. */
export const goodCard = '4242424242424242';

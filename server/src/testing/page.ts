import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type Stripe from 'stripe';

/** A refused call of the page. */
export class Refusal extends Error {
  readonly status: number;
  readonly error: Readonly<Record<string, unknown>>;
  constructor(status: number, error: Readonly<Record<string, unknown>>) {
    super(String(error.message));
    this.status = status;
    this.error = error;
  }
}

const publishableKey = 'pk_test_TYooMQauvdEDq54NiTphI7jx';

/** The calls that a buyer's browser makes for one session. */
export class Page {
  readonly id: string;
  readonly session: Stripe.Checkout.Session;
  readonly #server: string;
  readonly #clientSecret: string;

  constructor(server: string, session: Stripe.Checkout.Session) {
    this.#server = server;
    this.id = session.id;
    this.session = session;
    this.#clientSecret = session.client_secret ?? '';
  }

  init(): Promise<CheckoutPage> {
    return this.call('/init');
  }

  /** Confirms with a new card's number, or with other parameters. */
  confirm(
    card: string | Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>> = {},
  ): Promise<CheckoutPage> {
    const ofCard =
      typeof card === 'string'
        ? {
            'payment_method_data[type]': 'card',
            'payment_method_data[card][number]': card,
            'payment_method_data[card][exp_month]': '12',
            'payment_method_data[card][exp_year]': '2034',
            'payment_method_data[card][cvc]': card.startsWith('37') ? '1234' : '123',
          }
        : card;
    return this.call('/confirm', { ...ofCard, ...more });
  }

  pay(number: string, more: Readonly<Record<string, string>> = {}): Promise<CheckoutPage> {
    return this.confirm(number, more);
  }

  /** Presses a button on the issuer's page, then tells the server, as the script does. */
  async answerChallenge(waiting: CheckoutPage, answer: 'authenticated' | 'failed'): Promise<CheckoutPage> {
    const attempt = waiting.next_action?.attempt ?? '';
    await fetch(`${this.#server}/acs/${attempt}/result`, {
      method: 'POST',
      body: new URLSearchParams({ result: answer }),
      redirect: 'manual',
    });
    return this.call('/finish_authentication', { attempt });
  }

  async call(path: string, params: Readonly<Record<string, string>> = {}): Promise<CheckoutPage> {
    const response = await fetch(`${this.#server}/v1/payment_pages/${this.id}${path}`, {
      method: 'POST',
      body: new URLSearchParams({ key: publishableKey, client_secret: this.#clientSecret, ...params }),
    });
    const body = await response.json();
    if (!response.ok) throw new Refusal(response.status, body.error);
    return body;
  }

  /** The refusal in which a call must end. */
  async refusal(call: Promise<unknown>): Promise<Refusal> {
    try {
      await call;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    throw new Error('The call was not refused.');
  }
}

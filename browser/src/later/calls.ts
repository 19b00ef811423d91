import type {
  ConfirmationTokenResult,
  PaymentIntentOrSetupIntentResult,
  PaymentIntentResult,
  PaymentMethodResult,
  SetupIntentResult,
  StripeError,
  TokenResult,
} from '@stripe/stripe-js';
import { groupOf } from '../element-options.ts';
import { notSupported } from '../integration-error.ts';
import { confirmCard } from './confirm-card.ts';
import { confirmIntent } from './confirm-intent.ts';
import { createConfirmationToken, createPaymentMethod, createToken } from './create.ts';
import { act, type Outcome, readIntent, requireAction } from './intent-actions.ts';
import { type Access, addressOf, isPaymentIntent, isSetupIntent, unexpected } from './intents-api.ts';

/** The methods of `stripe` that work on intents, cards and tokens, without Checkout. */
export class StripeCalls {
  readonly #access: Access;

  constructor(access: Access) {
    this.#access = access;
  }

  confirmPayment(options: { redirect: 'if_required' }): Promise<PaymentIntentResult>;
  confirmPayment(options: object): Promise<{ error: StripeError }>;
  async confirmPayment(options: unknown): Promise<PaymentIntentResult> {
    return paymentResult(await confirmIntent(this.#access, 'payment', options));
  }

  confirmSetup(options: { redirect: 'if_required' }): Promise<SetupIntentResult>;
  confirmSetup(options: object): Promise<{ error: StripeError }>;
  async confirmSetup(options: unknown): Promise<SetupIntentResult> {
    return setupResult(await confirmIntent(this.#access, 'setup', options));
  }

  async confirmCardPayment(secret: string, data?: object, options?: object): Promise<PaymentIntentResult> {
    return paymentResult(await confirmCard(this.#access, 'payment', secret, data, options));
  }

  async confirmCardSetup(secret: string, data?: object, options?: object): Promise<SetupIntentResult> {
    return setupResult(await confirmCard(this.#access, 'setup', secret, data, options));
  }

  async createPaymentMethod(options: object): Promise<PaymentMethodResult> {
    return createPaymentMethod(this.#access, options);
  }

  async createConfirmationToken(options: object): Promise<ConfirmationTokenResult> {
    return createConfirmationToken(options);
  }

  async createToken(element: unknown, data?: unknown): Promise<TokenResult> {
    return createToken(element, data);
  }

  async retrievePaymentIntent(secret: string): Promise<PaymentIntentResult> {
    return paymentResult(await readIntent(this.#access, addressOf(secret, 'payment')));
  }

  async retrieveSetupIntent(secret: string): Promise<SetupIntentResult> {
    return setupResult(await readIntent(this.#access, addressOf(secret, 'setup')));
  }

  async handleNextAction(options: object): Promise<PaymentIntentOrSetupIntentResult> {
    const { clientSecret, hashedValue } = groupOf(options, 'stripe.handleNextAction()');
    if (hashedValue !== undefined) throw notSupported('handleNextAction({hashedValue})');
    const address = addressOf(clientSecret);
    const outcome = await act(this.#access, address, await readIntent(this.#access, address));
    return address.mode === 'payment' ? paymentResult(outcome) : setupResult(outcome);
  }

  /** For `confirmation_method=manual`: the buyer answers the issuer, and the server confirms again. */
  async handleCardAction(secret: string): Promise<PaymentIntentResult> {
    const address = addressOf(secret, 'payment');
    const intent = requireAction(await readIntent(this.#access, address));
    return paymentResult(await act(this.#access, address, intent));
  }
}

function paymentResult(outcome: Outcome): PaymentIntentResult {
  if ('error' in outcome) return outcome;
  return isPaymentIntent(outcome.intent) ? { paymentIntent: outcome.intent } : { error: unexpected };
}

function setupResult(outcome: Outcome): SetupIntentResult {
  if ('error' in outcome) return outcome;
  return isSetupIntent(outcome.intent) ? { setupIntent: outcome.intent } : { error: unexpected };
}

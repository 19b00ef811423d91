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
export interface StripeCalls {
  confirmPayment(options: { redirect: 'if_required' }): Promise<PaymentIntentResult>;
  confirmPayment(options: object): Promise<{ error: StripeError }>;
  confirmSetup(options: { redirect: 'if_required' }): Promise<SetupIntentResult>;
  confirmSetup(options: object): Promise<{ error: StripeError }>;
  confirmCardPayment(secret: string, data?: object, options?: object): Promise<PaymentIntentResult>;
  confirmCardSetup(secret: string, data?: object, options?: object): Promise<SetupIntentResult>;
  createPaymentMethod(options: object): Promise<PaymentMethodResult>;
  createConfirmationToken(options: object): Promise<ConfirmationTokenResult>;
  createToken(element: unknown, data?: unknown): Promise<TokenResult>;
  retrievePaymentIntent(secret: string): Promise<PaymentIntentResult>;
  retrieveSetupIntent(secret: string): Promise<SetupIntentResult>;
  handleNextAction(options: object): Promise<PaymentIntentOrSetupIntentResult>;
  /** For `confirmation_method=manual`: the buyer answers the issuer, and the server confirms again. */
  handleCardAction(secret: string): Promise<PaymentIntentResult>;
}

export function stripeCalls(access: Access): StripeCalls {
  return {
    // With a return URL they leave the page, and only an error is answered: as the types have it.
    confirmPayment: (async (options: unknown) =>
      paymentResult(await confirmIntent(access, 'payment', options))) as StripeCalls['confirmPayment'],
    confirmSetup: (async (options: unknown) =>
      setupResult(await confirmIntent(access, 'setup', options))) as StripeCalls['confirmSetup'],
    confirmCardPayment: async (secret, data, options) =>
      paymentResult(await confirmCard(access, 'payment', secret, data, options)),
    confirmCardSetup: async (secret, data, options) =>
      setupResult(await confirmCard(access, 'setup', secret, data, options)),
    createPaymentMethod: (options) => createPaymentMethod(access, options),
    createConfirmationToken,
    createToken,
    retrievePaymentIntent: async (secret) =>
      paymentResult(await readIntent(access, addressOf(secret, 'payment'))),
    retrieveSetupIntent: async (secret) => setupResult(await readIntent(access, addressOf(secret, 'setup'))),
    handleNextAction: async (options) => {
      const { clientSecret, hashedValue } = groupOf(options, 'stripe.handleNextAction()');
      if (hashedValue !== undefined) throw notSupported('handleNextAction({hashedValue})');
      const address = addressOf(clientSecret);
      const outcome = await act(access, address, await readIntent(access, address));
      return address.mode === 'payment' ? paymentResult(outcome) : setupResult(outcome);
    },
    handleCardAction: async (secret) => {
      const address = addressOf(secret, 'payment');
      const intent = requireAction(await readIntent(access, address));
      return paymentResult(await act(access, address, intent));
    },
  };
}

function paymentResult(outcome: Outcome): PaymentIntentResult {
  if ('error' in outcome) return outcome;
  return isPaymentIntent(outcome.intent) ? { paymentIntent: outcome.intent } : { error: unexpected };
}

function setupResult(outcome: Outcome): SetupIntentResult {
  if ('error' in outcome) return outcome;
  return isSetupIntent(outcome.intent) ? { setupIntent: outcome.intent } : { error: unexpected };
}

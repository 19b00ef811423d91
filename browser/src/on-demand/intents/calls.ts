import type {
  ConfirmationTokenResult,
  PaymentIntentOrSetupIntentResult,
  PaymentIntentResult,
  PaymentMethodResult,
  SetupIntentResult,
  StripeError,
  TokenResult,
} from '@stripe/stripe-js';
import { groupOf } from '../../elements/element-options.ts';
import { notSupported } from '../../integration-error.ts';
import { confirmCard } from './confirm-card.ts';
import { confirmIntent } from './confirm-intent.ts';
import { createConfirmationToken, createPaymentMethod, createToken } from './create.ts';
import { act, type Outcome, readIntent, requireAction } from './intent-actions.ts';
import { type Access, addressOf, isPaymentIntent, isSetupIntent, unexpected } from './intents-api.ts';
import { ofCard, ofMethod } from './positional.ts';
import { redirectToCheckout } from './redirect-to-checkout.ts';

/** The methods of `stripe` that work on intents, cards and tokens, without Checkout. */
export interface StripeCalls {
  confirmPayment(options: { redirect: 'if_required' }): Promise<PaymentIntentResult>;
  confirmPayment(options: object): Promise<{ error: StripeError }>;
  confirmSetup(options: { redirect: 'if_required' }): Promise<SetupIntentResult>;
  confirmSetup(options: object): Promise<{ error: StripeError }>;
  /** Older pages pass the element before the data. */
  confirmCardPayment(secret: string, ...given: CardGiven): Promise<PaymentIntentResult>;
  confirmCardSetup(secret: string, ...given: CardGiven): Promise<SetupIntentResult>;
  createPaymentMethod(
    options: object | string,
    element?: unknown,
    data?: object,
  ): Promise<PaymentMethodResult>;
  createConfirmationToken(options: object): Promise<ConfirmationTokenResult>;
  createToken(element: unknown, data?: unknown): Promise<TokenResult>;
  retrievePaymentIntent(secret: string): Promise<PaymentIntentResult>;
  retrieveSetupIntent(secret: string): Promise<SetupIntentResult>;
  handleNextAction(options: object): Promise<PaymentIntentOrSetupIntentResult>;
  /** For `confirmation_method=manual`: the buyer completes the issuer's challenge, and the server confirms again. */
  handleCardAction(secret: string): Promise<PaymentIntentResult>;
  /** Earlier names of `confirmCardPayment` and `confirmCardSetup`. */
  handleCardPayment(secret: string, ...given: CardGiven): Promise<PaymentIntentResult>;
  handleCardSetup(secret: string, ...given: CardGiven): Promise<SetupIntentResult>;
  /** The same without asking the buyer for anything: the page does that itself. */
  confirmPaymentIntent(secret: string, ...given: CardGiven): Promise<PaymentIntentResult>;
  confirmSetupIntent(secret: string, ...given: CardGiven): Promise<SetupIntentResult>;
  createSource(...given: unknown[]): Promise<{ error: StripeError }>;
  retrieveSource(...given: unknown[]): Promise<{ error: StripeError }>;
  redirectToCheckout(options: unknown): Promise<{ error: StripeError }>;
}

type CardGiven = readonly [elementOrData?: unknown, dataOrOptions?: unknown, options?: unknown];

export function stripeCalls(access: Access): StripeCalls {
  const payCard: StripeCalls['confirmCardPayment'] = async (secret, ...given) =>
    paymentResult(await confirmCard(access, 'payment', secret, ...ofCard(given)));
  const setUpCard: StripeCalls['confirmCardSetup'] = async (secret, ...given) =>
    setupResult(await confirmCard(access, 'setup', secret, ...ofCard(given)));
  return {
    // With a return URL they leave the page, and only return errors, as the types say.
    confirmPayment: (async (options: unknown) =>
      paymentResult(await confirmIntent(access, 'payment', options))) as StripeCalls['confirmPayment'],
    confirmSetup: (async (options: unknown) =>
      setupResult(await confirmIntent(access, 'setup', options))) as StripeCalls['confirmSetup'],
    confirmCardPayment: payCard,
    confirmCardSetup: setUpCard,
    createPaymentMethod: (...given) => createPaymentMethod(access, ofMethod(given)),
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
    handleCardPayment: payCard,
    handleCardSetup: setUpCard,
    confirmPaymentIntent: async (secret, ...given) =>
      paymentResult(await confirmCard(access, 'payment', secret, ofCard(given)[0], { handleActions: false })),
    confirmSetupIntent: async (secret, ...given) =>
      setupResult(await confirmCard(access, 'setup', secret, ofCard(given)[0], { handleActions: false })),
    createSource: async () =>
      unavailable('stripe.createSource(): sources are', 'stripe.createPaymentMethod()'),
    retrieveSource: async () => unavailable('stripe.retrieveSource(): sources are', 'payment methods'),
    redirectToCheckout: (options) => redirectToCheckout(access, options),
  };
}

/** Answers calls that older pages still make in Stripe's form, so that they can tell their buyer. */
function unavailable(what: string, instead: string): { error: StripeError } {
  return {
    error: {
      type: 'invalid_request_error',
      message: `${what} not supported by this version of Onfile. Use ${instead} instead.`,
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

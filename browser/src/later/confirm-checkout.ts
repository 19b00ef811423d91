import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { ConfirmOutcome, ConfirmRequest } from '@onfile/shared/element-rpc.ts';
import type { StripeCheckoutConfirmResult } from '@stripe/stripe-js';
import type { Checkout } from '../checkout.ts';
import { choice } from '../element-options.ts';
import { isFrameGone } from '../frame-gone.ts';
import { IntegrationError } from '../integration-error.ts';
import { showChallenge } from './challenge.ts';
import { faultOfEmailField, typedEmail } from './email.ts';
import { outcomeWithoutFrame } from './outcome-without-frame.ts';

type ConfirmError = Extract<ConfirmOutcome, { type: 'error' }>;

interface Arguments {
  readonly returnUrl?: string;
  readonly redirect?: 'always' | 'if_required';
  readonly paymentMethod?: string;
  readonly savePaymentMethod?: boolean;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly billingAddress?: ConfirmRequest['billingAddress'];
  readonly shippingAddress?: ConfirmRequest['shippingAddress'];
}

/**
 * Pays the session: through the element's frame, which alone knows the card, or with a saved card by its id, or with
 * none where nothing is to be paid. Shows the issuer's challenge when there is one. What the buyer can mend resolves as
 * an error; mistakes of the page throw IntegrationError. With a return URL the page is left and the promise stays
 * pending, as on Stripe.
 */
export async function confirmCheckout(
  checkout: Checkout,
  args: Arguments,
): Promise<StripeCheckoutConfirmResult> {
  const { page } = checkout;
  choice(args.redirect, ['always', 'if_required'], 'redirect');
  requireSensible(page, args);
  if (page.status !== 'open') {
    const message =
      page.status === 'complete'
        ? 'This Checkout Session has already been paid.'
        : 'This Checkout Session has expired.';
    return { type: 'error', error: { message, code: null } };
  }
  const fault = await faultOfEmailField(checkout.find);
  if (fault !== null) return { type: 'error', error: { message: fault.message, code: null } };
  const typed = page.customer_email === null ? typedEmail(checkout.find) : undefined;
  const first = await send(checkout, typed === undefined ? args : { email: typed, ...args });
  const told = first.type === 'page' ? await authenticate(checkout, first.page) : first;
  const outcome = told.type === 'error' && told.page === null ? await asFound(checkout, told) : told;
  switch (outcome.type) {
    case 'validation':
      return { type: 'error', error: { message: outcome.message, code: null } };
    case 'error': {
      if (outcome.page !== null) checkout.show(outcome.page);
      // What the element heard of itself it shows by itself.
      if (first.type === 'page') await checkout.element?.refuse(outcome.error.message);
      const { message, decline_code: declineCode, code } = outcome.error;
      const failed = declineCode !== null || code === 'payment_intent_authentication_failure';
      return failed
        ? { type: 'error', error: { message, code: 'paymentFailed', paymentFailed: { declineCode } } }
        : { type: 'error', error: { message, code: null } };
    }
    case 'page': {
      const session = checkout.show(outcome.page);
      const returnUrl = args.returnUrl ?? page.return_url;
      if (returnUrl === null || args.redirect === 'if_required') return { type: 'success', session };
      location.assign(returnUrl.replaceAll('{CHECKOUT_SESSION_ID}', page.id));
      return new Promise(() => {});
    }
  }
}

function requireSensible(page: CheckoutPage, args: Arguments): void {
  if (args.returnUrl !== undefined) {
    if (page.return_url !== null) {
      throw new IntegrationError('Do not pass returnUrl to confirm(): the Checkout Session has one.');
    }
    if (!URL.canParse(args.returnUrl)) throw new IntegrationError('returnUrl must be an absolute URL.');
  }
  if (args.email !== undefined && page.customer_email !== null) {
    throw new IntegrationError(
      'The email cannot be passed to confirm(): customer_email was set on the Checkout Session.',
    );
  }
  if (args.savePaymentMethod === true && page.payment_method_save !== 'enabled') {
    throw new IntegrationError(
      'savePaymentMethod needs saved_payment_method_options.payment_method_save=enabled and a customer on the Checkout Session.',
    );
  }
}

async function send(checkout: Checkout, args: Arguments): Promise<ConfirmOutcome> {
  const { page, element } = checkout;
  const { paymentMethod, savePaymentMethod, email, phoneNumber, billingAddress, shippingAddress, returnUrl } =
    args;
  const request: ConfirmRequest = {
    expectedAmount: page.amount_total,
    ...(savePaymentMethod === undefined ? {} : { savePaymentMethod }),
    ...(email === undefined ? {} : { email }),
    ...(phoneNumber === undefined ? {} : { phoneNumber }),
    ...(billingAddress === undefined ? {} : { billingAddress }),
    ...(shippingAddress === undefined ? {} : { shippingAddress }),
    ...(returnUrl === undefined ? {} : { returnUrl }),
  };
  if (paymentMethod === undefined && (element !== null || page.collects_card)) {
    if (element === null) {
      throw new IntegrationError(
        'confirm() needs a mounted Payment Element, or the id of a saved card as paymentMethod.',
      );
    }
    return element.confirm(request).catch(async (error: unknown) => {
      if (!isFrameGone(error)) throw error;
      return outcomeWithoutFrame(checkout.api, error);
    });
  }
  return checkout.api.confirm({
    expected_amount: request.expectedAmount,
    payment_method: paymentMethod,
    save_payment_method: savePaymentMethod,
    consent: savePaymentMethod === undefined ? undefined : { source: 'merchant_ui' },
    email,
    phone_number: phoneNumber,
    billing_address: billingAddress,
    shipping_address: shippingAddress,
    return_url: returnUrl,
  });
}

/** An error that tells no page may stand in for a payment that went through, or for a session that has ended: it says. */
async function asFound({ api, page: known }: Checkout, told: ConfirmError): Promise<ConfirmOutcome> {
  const page = await api.read().catch(() => null);
  if (page?.status === 'complete') return { type: 'page', page };
  return { ...told, page: page?.status === known.status ? null : page };
}

/** The buyer proves themselves to the issuer, as often as it takes. */
async function authenticate(checkout: Checkout, page: CheckoutPage): Promise<ConfirmOutcome> {
  let outcome: ConfirmOutcome = { type: 'page', page };
  while (outcome.type === 'page' && outcome.page.next_action !== null) {
    const action: NonNullable<CheckoutPage['next_action']> = outcome.page.next_action;
    const { cancelled } = await showChallenge(checkout.context.origin, action);
    outcome = await checkout.api.finishAuthentication(action.attempt, cancelled);
  }
  return outcome;
}

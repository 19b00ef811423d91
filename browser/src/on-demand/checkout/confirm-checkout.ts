import type { CheckoutPage, PagePaymentError } from '@onfile/shared/checkout-page.ts';
import type { ConfirmOutcome, ConfirmRequest } from '@onfile/shared/element-rpc.ts';
import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import type { SavePaymentMethod } from '@onfile/shared/save-payment-method.ts';
import type { StripeCheckoutConfirmResult } from '@stripe/stripe-js';
import type { Checkout } from '../../checkout/checkout.ts';
import { choice } from '../../elements/element-options.ts';
import { isFrameGone } from '../../elements/frame-gone.ts';
import { IntegrationError } from '../../integration-error.ts';
import { showChallenge } from '../challenge.ts';
import { faultOfEmailField, typedEmail } from '../elements/email.ts';
import { outcomeWithoutFrame } from './outcome-without-frame.ts';
import { shownSession } from './session.ts';

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
 * Pays the session: through the element's frame, which alone knows the card, with a saved card by its id, or without a
 * card if nothing is to be paid. Shows the issuer's challenge if there is one. Errors that the buyer can fix are resolved;
 * mistakes of the page throw IntegrationError. With a return URL the page is left and the promise stays pending, as on
 * Stripe.
 */
export async function confirmCheckout(
  checkout: Checkout,
  args: Arguments,
): Promise<StripeCheckoutConfirmResult> {
  const { page } = checkout;
  choice(args.redirect, ['always', 'if_required'], 'redirect');
  requireSensible(page, args);
  if (page.status === 'complete') return forBuyer('This Checkout Session has already been paid.');
  if (page.status === 'expired') return forBuyer('This Checkout Session has expired.');
  const fault = await faultOfEmailField(checkout.find);
  if (fault !== null) return forBuyer(fault.message);
  const typed = page.customer_email === null ? typedEmail(checkout.find) : undefined;
  const first = await send(checkout, typed === undefined ? args : { email: typed, ...args });
  const outcome = await followed(checkout, first);
  if (outcome.type === 'validation') return forBuyer(outcome.message);
  if (outcome.type === 'page') return leave(checkout, outcome.page, args.returnUrl ?? page.return_url, args);
  if (outcome.page !== null) checkout.show(outcome.page);
  // Errors that the element produced, it shows by itself.
  if (first.type === 'page') await checkout.element?.refuse(outcome.error.message);
  return failureOf(outcome.error);
}

/** The final outcome of what was sent: after the issuer's challenge, and according to the session itself. */
async function followed(checkout: Checkout, sent: ConfirmOutcome): Promise<ConfirmOutcome> {
  const told = sent.type === 'page' ? await authenticate(checkout, sent.page) : sent;
  return told.type === 'error' && told.page === null ? asFound(checkout, told) : told;
}

async function leave(
  checkout: Checkout,
  page: CheckoutPage,
  returnUrl: string | null,
  { redirect }: Arguments,
): Promise<StripeCheckoutConfirmResult> {
  checkout.show(page);
  if (returnUrl === null || redirect === 'if_required') {
    return { type: 'success', session: shownSession(checkout) };
  }
  location.assign(returnUrl.replaceAll('{CHECKOUT_SESSION_ID}', page.id));
  return new Promise(() => {});
}

function failureOf({ message, decline_code, code }: PagePaymentError): StripeCheckoutConfirmResult {
  const failed = decline_code !== null || code === 'payment_intent_authentication_failure';
  if (!failed) return forBuyer(message);
  const paymentFailed = { declineCode: decline_code };
  return { type: 'error', error: { message, code: 'paymentFailed', paymentFailed } };
}

function forBuyer(message: string): StripeCheckoutConfirmResult {
  return { type: 'error', error: { message, code: null } };
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
  if (args.paymentMethod !== undefined || (element === null && !page.collects_card)) {
    return checkout.api.confirm(paramsOf(page, args));
  }
  if (element === null) {
    throw new IntegrationError(
      'confirm() needs a mounted Payment Element, or the id of a saved card as paymentMethod.',
    );
  }
  return element.confirm(requestOf(page, args)).catch(async (error: unknown) => {
    if (!isFrameGone(error)) throw error;
    return outcomeWithoutFrame(checkout.api, error);
  });
}

/** Leaves out undefined values, which cannot cross to the frame. */
function requestOf({ amount_total: expectedAmount }: CheckoutPage, args: Arguments): ConfirmRequest {
  const { savePaymentMethod, email, phoneNumber, billingAddress, shippingAddress, returnUrl } = args;
  return {
    expectedAmount,
    ...(savePaymentMethod === undefined ? {} : { savePaymentMethod }),
    ...(email === undefined ? {} : { email }),
    ...(phoneNumber === undefined ? {} : { phoneNumber }),
    ...(billingAddress === undefined ? {} : { billingAddress }),
    ...(shippingAddress === undefined ? {} : { shippingAddress }),
    ...(returnUrl === undefined ? {} : { returnUrl }),
  };
}

/** The same without the frame, as API parameters. */
function paramsOf(page: CheckoutPage, args: Arguments): FormGroup {
  return {
    expected_amount: page.amount_total,
    payment_method: args.paymentMethod,
    ...statedSaving(args.savePaymentMethod),
    email: args.email,
    phone_number: args.phoneNumber,
    billing_address: args.billingAddress,
    shipping_address: args.shippingAddress,
    return_url: args.returnUrl,
  };
}

/** For when the merchant's page asked the buyer in its own words. */
function statedSaving(savePaymentMethod: boolean | undefined): SavePaymentMethod {
  if (savePaymentMethod === undefined) return {};
  return { save_payment_method: savePaymentMethod, consent: { source: 'merchant_ui' } };
}

/** An error without a page may hide a payment that went through or a session that has ended, so this asks the session. */
async function asFound({ api, page: known }: Checkout, told: ConfirmError): Promise<ConfirmOutcome> {
  const page = await api.read().catch(() => null);
  if (page?.status === 'complete') return { type: 'page', page };
  return { ...told, page: page?.status === known.status ? null : page };
}

/** Lets the buyer authenticate to the issuer, as often as required. */
async function authenticate(checkout: Checkout, page: CheckoutPage): Promise<ConfirmOutcome> {
  let outcome: ConfirmOutcome = { type: 'page', page };
  while (outcome.type === 'page' && outcome.page.next_action !== null) {
    const action: NonNullable<CheckoutPage['next_action']> = outcome.page.next_action;
    const { cancelled } = await showChallenge(checkout.context.origin, action);
    outcome = await checkout.api.finishAuthentication(action.attempt, cancelled);
  }
  return outcome;
}

import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { FormGroup, FormValue } from '@onfile/shared/form-encoding.ts';
import type {
  StripeCheckoutContact,
  StripeCheckoutLoadActionsSuccess,
  StripeCheckoutSession,
} from '@stripe/stripe-js';
import { isRefusedCall } from '../../api.ts';
import type { Checkout } from '../../checkout/checkout.ts';
import { IntegrationError, isIntegrationError, notSupported } from '../../integration-error.ts';
import { faultOfEmailField } from '../elements/email.ts';
import { warnOfIdle } from '../idle-options.ts';
import { warnOfFallback } from '../locales.ts';
import { confirmCheckout } from './confirm-checkout.ts';
import { shownSession } from './session.ts';

type Actions = StripeCheckoutLoadActionsSuccess;
type BuyerError = { readonly message: string; readonly code: null };
type Result = { type: 'success'; session: StripeCheckoutSession } | { type: 'error'; error: BuyerError };

const serverUpdateMs = 7000;

/** What a page can do with a loaded session. */
export function actionsOf(checkout: Checkout): Actions {
  warnOfFallback(checkout.page.locale ?? checkout.context.locale);
  const session = () => shownSession(checkout);
  const update = (params: FormGroup) => apply(checkout, checkout.api.update(params));
  const unsupported = (name: string) => () => Promise.reject(notSupported(name));
  return {
    getSession: session,
    confirm: (args: object = {}) => {
      warnOfIdle('confirm()', args);
      return checkout.whileConfirming(() => confirmCheckout(checkout, { ...args }));
    },
    updateEmail: emailUpdates(checkout, update),
    updatePhoneNumber: async (phoneNumber) => {
      const result = await update({ phone_number: phoneNumber });
      if (result.type === 'success') return result;
      // A result that the types exclude is the server's own refusal, so it rejects.
      throw new Error(result.error.message);
    },
    updateBillingAddress: (contact) => update({ billing_address: formOf(contact) }),
    updateShippingAddress: (contact) => update({ shipping_address: formOf(contact) }),
    updateLineItemQuantity: ({ lineItem, quantity }) => update({ line_items: [{ id: lineItem, quantity }] }),
    runServerUpdate: serverUpdates(checkout),
    validateElements: () => validateElements(checkout),
    applyPromotionCode: async () => ({
      type: 'error',
      error: { code: 'invalidCode', message: 'This code is invalid.' },
    }),
    removePromotionCode: async () => ({ type: 'success', session: session() }),
    updateIndividualName: unsupported('updateIndividualName'),
    updateBusinessName: unsupported('updateBusinessName'),
    updateTaxIdInfo: unsupported('updateTaxIdInfo'),
    updateShippingOption: unsupported('updateShippingOption'),
    addOptionalLineItem: unsupported('addOptionalLineItem'),
    removeOptionalLineItem: unsupported('removeOptionalLineItem'),
  };
}

async function apply(checkout: Checkout, change: Promise<CheckoutPage>): Promise<Result> {
  try {
    checkout.show(await change);
    return { type: 'success', session: shownSession(checkout) };
  } catch (error) {
    await showEnd(checkout);
    if (isRefusedCall(error)) return { type: 'error', error: { message: error.message, code: null } };
    throw error;
  }
}

/** A refusal may mean that the session has ended, in another tab or by expiring. */
async function showEnd(checkout: Checkout): Promise<void> {
  const page = await checkout.api.read().catch(() => null);
  if (page !== null && page.status !== checkout.page.status) checkout.show(page);
}

function emailUpdates(
  checkout: Checkout,
  update: (params: FormGroup) => Promise<Result>,
): Actions['updateEmail'] {
  return async (email) => {
    if (checkout.page.customer_email !== null) {
      throw new IntegrationError(
        'updateEmail cannot be used: customer_email was set on the Checkout Session.',
      );
    }
    const fault = email === null ? null : emailFault(email);
    if (fault !== null) return { type: 'error', error: fault };
    const result = await update({ email });
    if (result.type === 'success') return result;
    return { type: 'error', error: { message: result.error.message, code: 'invalidEmail' } };
  };
}

function serverUpdates(checkout: Checkout): Actions['runServerUpdate'] {
  let updating = false;
  return async (change) => {
    if (updating) throw new IntegrationError('runServerUpdate is already running.');
    updating = true;
    try {
      await withinTime(change());
      return await apply(checkout, checkout.api.read());
    } catch (error) {
      if (isIntegrationError(error)) throw error;
      const message = error instanceof Error ? error.message : 'The update on the server failed.';
      return { type: 'error', error: { message, code: null } };
    } finally {
      updating = false;
    }
  };
}

async function validateElements(checkout: Checkout): ReturnType<Actions['validateElements']> {
  const { element } = checkout;
  if (element === null) {
    return {
      type: 'error',
      error: { code: 'no_elements', message: 'No element is mounted.', validation_errors: [] },
    };
  }
  const beside = await faultOfEmailField(checkout.find);
  const fault = (await element.validate()) ?? beside;
  if (fault === null) return { type: 'success', session: shownSession(checkout) };
  const { message } = fault;
  const name = fault === beside ? 'contactDetails' : 'payment';
  return {
    type: 'error',
    error: { code: 'validation_error', message, validation_errors: [{ message, element: name }] },
  };
}

function emailFault(email: string) {
  if (email.trim() === '' || !email.includes('@')) {
    return { code: 'incompleteEmail' as const, message: 'Your email is incomplete.' };
  }
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email)
    ? null
    : { code: 'invalidEmail' as const, message: 'Your email is invalid.' };
}

function formOf(contact: StripeCheckoutContact | null): FormValue {
  return contact && { name: contact.name ?? null, address: { ...contact.address } };
}

function withinTime(work: Promise<unknown>): Promise<unknown> {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The update on the server took too long.')), serverUpdateMs);
  });
  return Promise.race([work, late]);
}

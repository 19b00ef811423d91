import type { CheckoutPage, PagePaymentError } from '@onfile/shared/checkout-page.ts';
import { idInSecret } from '@onfile/shared/client-secret.ts';
import type { ConfirmOutcome, ConfirmRequest } from '@onfile/shared/element-rpc.ts';
import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';
import { leavesOpen } from '@onfile/shared/intentions.ts';
import { postForm } from '../api.ts';
import { readExpiry } from '../fields/format.ts';
import { fieldsOf, type Model } from './model.ts';
import { savePaymentMethodOf } from './save-payment-method.ts';

/** The one place where card values leave the frame: straight to the API, on the frame's own origin. */
export async function confirm(
  model: Model,
  request: ConfirmRequest,
  termsInView: boolean,
): Promise<ConfirmOutcome> {
  const form = formOf(model, request, termsInView);
  return postToPage(model, '/confirm', form);
}

type Form = Readonly<Record<string, string | null | undefined>>;

function formOf(model: Model, request: ConfirmRequest, termsInView: boolean): FormGroup {
  const { page } = model;
  return {
    expected_amount: String(request.expectedAmount),
    browser_locale: navigator.language,
    email: request.email,
    phone_number: request.phoneNumber ?? (fieldsOf(model).includes('phone') ? model.values.phone : undefined),
    return_url: request.returnUrl,
    ...contact('billing_address', request.billingAddress),
    ...contact('shipping_address', request.shippingAddress),
    ...(page.collects_card
      ? { ...savePaymentMethodOf(model, termsInView, request.savePaymentMethod), ...cardOf(model) }
      : {}),
  };
}

function cardOf(model: Model): Form {
  const { chosen, values, preferredNetwork } = model;
  if (chosen !== null) return { payment_method: chosen };
  const expiry = readExpiry(values.expiry);
  const data = 'payment_method_data';
  const fields = fieldsOf(model);
  return {
    [`${data}[type]`]: 'card',
    [`${data}[card][number]`]: values.number.replaceAll(' ', ''),
    [`${data}[card][exp_month]`]: String(expiry?.month ?? ''),
    [`${data}[card][exp_year]`]: String(expiry?.year ?? ''),
    [`${data}[card][cvc]`]: values.cvc,
    [`${data}[card][networks][preferred]`]: preferredNetwork ?? undefined,
    [`${data}[billing_details][name]`]: fields.includes('name') ? values.name : undefined,
    [`${data}[billing_details][address][country]`]: fields.includes('country') ? values.country : undefined,
    [`${data}[billing_details][address][postal_code]`]: fields.includes('postalCode')
      ? values.postalCode
      : undefined,
  };
}

function contact(name: string, given: ConfirmRequest['billingAddress']): Form {
  if (given === undefined) return {};
  const lines = Object.entries(given.address).map(([key, value]) => [`${name}[address][${key}]`, value]);
  return { [`${name}[name]`]: given.name, ...Object.fromEntries(lines) };
}

/** Posts to the Checkout Session, and returns it as it is afterwards. */
export async function postToPage(model: Model, path: string, form: FormGroup): Promise<ConfirmOutcome> {
  const { publishableKey, clientSecret } = model.settings.credentials;
  const secret = clientSecret ?? '';
  const body = encodeForm({ key: publishableKey, client_secret: secret, ...form });
  const address = `/v1/payment_pages/${encodeURIComponent(idInSecret(secret))}${path}`;
  const answer = await postForm(address, body);
  if (answer.status >= 200 && answer.status < 300) {
    return { type: 'page', page: answer.body as unknown as CheckoutPage };
  }
  const { connectionLost } = model.texts;
  const given = answer.body.error as (PagePaymentError & { checkout_page?: CheckoutPage }) | undefined;
  const { message = connectionLost, code = null, decline_code = null, checkout_page = null } = given ?? {};
  const said = leavesOpen(answer.status, false) ? connectionLost : message;
  return { type: 'error', error: { message: said, code, decline_code }, page: checkout_page };
}

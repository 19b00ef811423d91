import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { isClientSecret } from '@onfile/shared/client-secret.ts';
import { type PageApi, pageApi, RefusedCall } from '../api.ts';
import type { Context } from '../context.ts';
import type { CheckoutOptions } from './checkout-options.ts';

/** The Checkout Session that a page has loaded, and the calls to ask for more. */
export interface LoadedSession {
  readonly clientSecret: string;
  readonly api: PageApi;
  readonly page: CheckoutPage;
}

/** Loads the session, and tells it what the page knows about the buyer. Throws RefusedCall. */
export async function loadSession(
  { origin, publishableKey }: Context,
  options: CheckoutOptions,
): Promise<LoadedSession> {
  const clientSecret = await options.clientSecret;
  if (typeof clientSecret !== 'string' || !isClientSecret(clientSecret)) {
    throw new RefusedCall({
      message: 'The client secret of the Checkout Session is not valid.',
      code: null,
      decline_code: null,
    });
  }
  const api = pageApi(origin, publishableKey, clientSecret);
  return { clientSecret, api, page: await withDefaults(await api.init(), api, options.defaultValues) };
}

async function withDefaults(
  loaded: CheckoutPage,
  api: PageApi,
  { email, phoneNumber, billingAddress, shippingAddress }: CheckoutOptions['defaultValues'],
): Promise<CheckoutPage> {
  const changes = {
    email: loaded.email === null ? email : undefined,
    phone_number: loaded.phone_number === null ? phoneNumber : undefined,
    billing_address: loaded.billing_address === null ? billingAddress : undefined,
    shipping_address: loaded.shipping_address === null ? shippingAddress : undefined,
  };
  const given = Object.values(changes).some((value) => value !== undefined);
  return loaded.status === 'open' && given ? api.update(changes) : loaded;
}

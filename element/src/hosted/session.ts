import { type PageApi, pageApi } from '@onfile/browser/api.ts';
import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { clientSecretOf } from '@onfile/shared/client-secret.ts';
import type { ElementSettings } from '@onfile/shared/element-rpc.ts';

/** What the page finds at its URL. */
export type Opened =
  | { readonly type: 'open'; readonly page: CheckoutPage; readonly session: OpenSession }
  /** Already paid, or expired. */
  | { readonly type: 'done'; readonly page: CheckoutPage }
  | { readonly type: 'unknown' }
  | { readonly type: 'unreachable' };

/** How to reach the open session. */
export interface OpenSession {
  readonly api: PageApi;
  readonly publishableKey: string;
  readonly clientSecret: string;
}

/** Reads the session that the URL names: its path is the session's id, its fragment the rest of the secret. */
export async function openSession({ pathname, hash, origin }: Location): Promise<Opened> {
  const id = pathname.split('/').at(-1) ?? '';
  const publishableKey = `pk_${id.startsWith('cs_live_') ? 'live' : 'test'}_onfilehostedcheckout`;
  const clientSecret = clientSecretOf(id, hash.slice(1));
  const query = new URLSearchParams({ key: publishableKey, client_secret: clientSecret });
  const answer = await fetch(`${origin}/v1/payment_pages/${id}?${query}`).catch(() => null);
  if (answer === null || answer.status >= 500) return { type: 'unreachable' };
  if (!answer.ok) return { type: 'unknown' };
  const page: CheckoutPage = await answer.json();
  if (page.status !== 'open') return { type: 'done', page };
  const api = pageApi(origin, publishableKey, clientSecret);
  return { type: 'open', page, session: { api, publishableKey, clientSecret } };
}

/** The form's settings: everything Stripe's own page asks for, in this page's colours. */
export function formSettings(
  { publishableKey, clientSecret }: OpenSession,
  page: CheckoutPage,
  locale: string,
): ElementSettings {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const { billing_address: billing, customer } = page;
  return {
    credentials: {
      publishableKey,
      clientSecret,
      customerSessionClientSecret: null,
      release: 'endive',
    },
    locale,
    appearance: {
      theme: dark ? 'night' : 'stripe',
      variables: page.business.color === null ? {} : { colorPrimary: page.business.color },
    },
    savedPaymentMethod: { enableSave: 'auto', enableRedisplay: 'auto' },
    payment: {
      fields: {
        name: 'auto',
        email: 'auto',
        phone: 'auto',
        address: {
          country: 'auto',
          postalCode: 'auto',
          state: 'auto',
          city: 'auto',
          line1: 'auto',
          line2: 'auto',
        },
      },
      layout: { type: 'tabs', radios: false },
      terms: { card: 'auto' },
      readOnly: false,
    },
    defaultBillingAddress: { name: billing?.name ?? customer?.name ?? null, address: billing?.address ?? {} },
  };
}

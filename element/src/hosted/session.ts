import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { StripeCheckoutElementsSdk } from '@stripe/stripe-js';

/** What the page finds at its address. */
export type Opened =
  | { readonly type: 'open'; readonly page: CheckoutPage; readonly checkout: StripeCheckoutElementsSdk }
  /** Paid, or too late. */
  | { readonly type: 'done'; readonly page: CheckoutPage }
  | { readonly type: 'unknown' }
  | { readonly type: 'unreachable' };

/** Reads the session that the address names, and readies the script with which any merchant's page would pay it. */
export async function openSession({ pathname, hash, origin }: Location): Promise<Opened> {
  const id = pathname.split('/').at(-1) ?? '';
  const clientSecret = `${id}_secret_${hash.slice(1)}`;
  const key = `pk_${id.startsWith('cs_live_') ? 'live' : 'test'}_onfilehostedcheckout`;
  const query = new URLSearchParams({ key, client_secret: clientSecret });
  const answer = await fetch(`${origin}/v1/payment_pages/${id}?${query}`).catch(() => null);
  if (answer === null || answer.status >= 500) return { type: 'unreachable' };
  if (!answer.ok) return { type: 'unknown' };
  const page: CheckoutPage = await answer.json();
  if (page.status !== 'open') return { type: 'done', page };
  const stripe = await loadScript(`${origin}/v3/`).then(() => window.Stripe?.(key));
  if (stripe === undefined) return { type: 'unreachable' };
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const checkout = stripe.initCheckoutElementsSdk({
    clientSecret,
    elementsOptions: { appearance: { theme: dark ? 'night' : 'stripe' } },
  });
  return { type: 'open', page, checkout };
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve) => {
    const script = Object.assign(document.createElement('script'), { src });
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => resolve());
    document.head.append(script);
  });
}

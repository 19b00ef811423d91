import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { StripeCheckoutElementsSdk } from '@stripe/stripe-js';

/** What the page finds at its address. */
export type Opened =
  | { readonly type: 'open'; readonly page: CheckoutPage; readonly checkout: StripeCheckoutElementsSdk }
  /** Paid, or too late. */
  | { readonly type: 'done'; readonly page: CheckoutPage }
  | { readonly type: 'unknown' }
  | { readonly type: 'unreachable' };

/** Answers null when the server cannot be reached. */
function ask({ id, key, clientSecret, origin }: Address): Promise<Response | null> {
  const query = new URLSearchParams({ key, client_secret: clientSecret });
  return fetch(`${origin}/v1/payment_pages/${id}?${query}`).catch(() => null);
}

type Address = ReturnType<typeof addressOf>;

function addressOf({ pathname, hash, origin }: Location) {
  const id = pathname.split('/').at(-1) ?? '';
  const key = `pk_${id.startsWith('cs_live_') ? 'live' : 'test'}_onfilehostedcheckout`;
  return { id, key, clientSecret: `${id}_secret_${hash.slice(1)}`, origin };
}

/** The open session with another quantity. Answers null when that could not be had. */
export async function changeQuantity(
  checkout: StripeCheckoutElementsSdk,
  location: Location,
  change: { readonly lineItem: string; readonly quantity: number },
): Promise<CheckoutPage | null> {
  const loaded = await checkout.loadActions();
  if (loaded.type === 'error') return null;
  const changed = await loaded.actions.updateLineItemQuantity(change);
  if (changed.type === 'error') return null;
  const answer = await ask(addressOf(location));
  if (answer?.ok) return answer.json();
  // The total that is shown has to be the one that is paid.
  location.reload();
  return null;
}

/** Reads the session that the address names, and readies the script with which any merchant's page would pay it. */
export async function openSession(location: Location): Promise<Opened> {
  const address = addressOf(location);
  const { key, clientSecret, origin } = address;
  const answer = await ask(address);
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

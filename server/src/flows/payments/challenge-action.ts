import type Stripe from 'stripe';

/** Where the frames and the whole-page challenge live. */
export const challengePaths = {
  frame: '/v3/three-ds-2-challenge.html',
  page: '/3d_secure_2/hosted',
  issuer: '/acs',
} as const;

/** The whole page on which the buyer answers the issuer, and from which they come back to the merchant. */
export function challengePage(origin: string, attempt: string, clientSecret: string): string {
  const query = new URLSearchParams({ source: attempt, client_secret: clientSecret });
  return `${origin}${challengePaths.page}?${query}`;
}

/** What a client does next: let the browser script show the issuer's page, or go there itself. */
export function challengeAction(
  origin: string,
  by: 'sdk' | 'redirect',
  attempt: string,
  intent: { readonly client_secret: string; readonly return_url: string | null },
): Stripe.PaymentIntent.NextAction & Stripe.SetupIntent.NextAction {
  if (by === 'sdk') {
    return {
      type: 'use_stripe_sdk',
      use_stripe_sdk: {
        type: 'three_d_secure_redirect',
        source: attempt,
        stripe_js: `${origin}${challengePaths.issuer}/${attempt}`,
      },
    };
  }
  return {
    type: 'redirect_to_url',
    redirect_to_url: {
      return_url: intent.return_url,
      url: challengePage(origin, attempt, intent.client_secret),
    },
  };
}

import type Stripe from 'stripe';

/** Paths of the challenge's frames and of its full page. */
export const challengePaths = {
  frame: '/v3/three-ds-2-challenge.html',
  page: '/3d_secure_2/hosted',
  issuer: '/acs',
} as const;

/** The full page on which the buyer answers the issuer, and from which they return to the merchant. */
export function challengePage(origin: string, attempt: string, clientSecret: string): string {
  const query = new URLSearchParams({ source: attempt, client_secret: clientSecret });
  return `${origin}${challengePaths.page}?${query}`;
}

/** The client's next step: let the browser script show the issuer's page, or redirect to it. */
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

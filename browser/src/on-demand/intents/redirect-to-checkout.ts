import type { HostedPage } from '@onfile/shared/checkout-page.ts';
import type { StripeError } from '@stripe/stripe-js';
import { groupOf } from '../../elements/element-options.ts';
import { IntegrationError, notSupported } from '../../integration-error.ts';
import { leaveFor } from './intent-actions.ts';
import { type Access, callApi, unexpected } from './intents-api.ts';

/**
 * Leaves the page for a hosted Checkout Session's; returns only if something went wrong. Throws IntegrationError without a
 * session. Source: Stripe.js, until dahlia.
 */
export async function redirectToCheckout(access: Access, options: unknown): Promise<{ error: StripeError }> {
  const { sessionId, lineItems, items } = groupOf(options, 'stripe.redirectToCheckout()');
  if (lineItems !== undefined || items !== undefined) {
    throw notSupported('redirectToCheckout() without a Checkout Session');
  }
  if (typeof sessionId !== 'string') {
    throw new IntegrationError('stripe.redirectToCheckout(): You must provide a sessionId.');
  }
  const path = `/v1/payment_pages/${encodeURIComponent(sessionId)}/hosted_page`;
  const answer = await callApi(access, 'GET', path, {});
  if ('error' in answer) return answer;
  return isHostedPage(answer.object) ? leaveFor(answer.object.url) : { error: unexpected };
}

function isHostedPage(value: unknown): value is HostedPage {
  return typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string';
}

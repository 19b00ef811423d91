import { redirectStatus } from '@onfile/shared/redirect-status.ts';
import type { StripeError } from '@stripe/stripe-js';
import { showChallenge } from '../challenge.ts';
import {
  type Access,
  type Answer,
  callApi,
  type Intent,
  type IntentAddress,
  isPaymentIntent,
  isSetupIntent,
  unexpected,
} from './intents-api.ts';

export type Outcome = { readonly intent: Intent } | { readonly error: StripeError };

export async function readIntent(access: Access, { path, clientSecret }: IntentAddress): Promise<Outcome> {
  return outcomeOf(await callApi(access, 'GET', path, { client_secret: clientSecret }));
}

/** The intent in an answer; anything else is an error. */
export function outcomeOf(answer: Answer): Outcome {
  if ('error' in answer) return answer;
  const { object } = answer;
  return isPaymentIntent(object) || isSetupIntent(object) ? { intent: object } : { error: unexpected };
}

/** Has the buyer do what the intent asks for next: complete the challenge here, or go to the issuer's page for good. */
export async function act(access: Access, address: IntentAddress, first: Outcome): Promise<Outcome> {
  let outcome = first;
  while ('intent' in outcome && outcome.intent.status === 'requires_action') {
    const action: Intent['next_action'] = outcome.intent.next_action;
    const url = action?.redirect_to_url?.url;
    if (typeof url === 'string') return leaveFor(url);
    const attempt = attemptOf(action);
    if (attempt === null) return outcome;
    const redirect = new URLSearchParams({ source: attempt, client_secret: address.clientSecret });
    const { cancelled } = await showChallenge(access.origin, {
      type: 'three_d_secure',
      attempt,
      challenge_url: `${access.origin}/v3/three-ds-2-challenge.html`,
      redirect_url: `${access.origin}/3d_secure_2/hosted?${redirect}`,
    });
    outcome = outcomeOf(
      await callApi(access, 'POST', `${address.path}/finish_authentication`, {
        client_secret: address.clientSecret,
        attempt,
        ...(cancelled ? { cancelled } : {}),
      }),
    );
  }
  return outcome;
}

/** An intent that needs no action is an error if the page says that it does. */
export function requireAction(outcome: Outcome): Outcome {
  if (!('intent' in outcome)) return outcome;
  const { intent } = outcome;
  if (!isPaymentIntent(intent) || intent.status === 'requires_action') return outcome;
  return {
    error: {
      type: 'invalid_request_error',
      code: 'payment_intent_unexpected_state',
      message: `handleCardAction: The PaymentIntent supplied is not in the requires_action state. It has a status of ${intent.status}.`,
      payment_intent: intent,
    },
  };
}

function attemptOf(action: Intent['next_action']): string | null {
  const sdk: unknown = action?.use_stripe_sdk;
  const source = typeof sdk === 'object' && sdk !== null && 'source' in sdk ? sdk.source : null;
  return typeof source === 'string' ? source : null;
}

/** Leaves the page, so the promise never resolves. */
export function leaveFor(url: string): Promise<never> {
  location.assign(url);
  return new Promise(() => {});
}

/** The URL that the buyer returns to, with the outcome of the intent. */
export function returnUrl(given: string, { mode, id, clientSecret }: IntentAddress, status: string): string {
  const url = new URL(given);
  url.searchParams.set(`${mode}_intent`, id);
  url.searchParams.set(`${mode}_intent_client_secret`, clientSecret);
  url.searchParams.set('redirect_status', redirectStatus(status));
  return url.href;
}

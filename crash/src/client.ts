import { setTimeout as pause } from 'node:timers/promises';
import Stripe from 'stripe';
import type { Persist, Sandbox } from './operations.ts';
import type { RoundRobin } from './round-robin.ts';

export function sandboxOf(servers: RoundRobin, seed: number, index: number): Sandbox {
  const key = `crash${seed}x${index}`.padEnd(24, '0');
  const stripe = new Stripe(`sk_test_${key}`, {
    host: 'onfile.invalid',
    protocol: 'http',
    httpClient: Stripe.createFetchHttpClient(servers.fetch),
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: 30_000,
  });
  return {
    stripe,
    fetch: servers.fetch,
    publishableKey: `pk_test_${key}`,
    cards: [],
    declined: [],
    answered: [],
    unhelpful: [],
  };
}

/** How long to wait: an answer that takes longer never comes. */
const patienceMs = 600_000;
const pauseMostMs = 500;

/** A client that does not know whether it was heard asks again, with the same key. */
export function persistent(name: string, { declined, unhelpful }: Sandbox): Persist {
  return async (call) => {
    const until = Date.now() + patienceMs;
    for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 1.5, pauseMostMs)) {
      try {
        return await call(name);
      } catch (error) {
        if (error instanceof Stripe.errors.StripeCardError) {
          declined.push(error.payment_method?.card?.last4 ?? 'unknown');
          return null;
        }
        if (!mayHaveBeenHeard(error) || Date.now() > until) throw error;
        unhelpful.push(...unhelpfulWords(error));
        await pause(pauseMs);
      }
    }
  };
}

/** A lost connection, a server in trouble, or one that still works on the same request. */
function mayHaveBeenHeard(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return error instanceof TypeError;
  const { statusCode } = error;
  return statusCode === undefined || statusCode === 409 || statusCode === 429 || statusCode >= 500;
}

/** The answer of a server in trouble that did not say to ask again. */
function unhelpfulWords(error: unknown): string[] {
  if (!(error instanceof Stripe.errors.StripeError)) return [];
  const { statusCode = 0, headers, message } = error;
  const helps = statusCode === 503 && headers?.['stripe-should-retry'] === 'true';
  return statusCode < 500 || helps ? [] : [`${statusCode} ${message}`];
}

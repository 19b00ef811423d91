import { describe, expect, it } from 'vitest';
import { createStripe } from './stripe.ts';

const key = 'pk_test_TYooMQauvdEDq54NiTphI7jx';
const stripeOf = (release: 'v3' | 'clover' | 'dahlia', options?: object) =>
  createStripe({ origin: 'http://127.0.0.1:12111', release }, key, options);

describe('Stripe()', () => {
  it('refuses a connected account by name', () => {
    expect(() => stripeOf('v3', { stripeAccount: 'acct_1' })).toThrow('stripeAccount is not supported');
    expect(() => stripeOf('v3', { stripeAccount: undefined })).not.toThrow();
  });

  it.each([
    'confirmPaymentIntent',
    'confirmSetupIntent',
    'createSource',
    'handleCardPayment',
    'handleCardSetup',
    'redirectToCheckout',
    'retrieveSource',
  ])('has %s on releases that had it', (name) => {
    for (const release of ['v3', 'clover'] as const) expect(stripeOf(release)).toHaveProperty(name);
    expect(stripeOf('dahlia')).not.toHaveProperty(name);
  });
});

import { expect, it } from 'vitest';
import { loggedParameters } from './logged-parameters.ts';

it('keep what was requested', () => {
  const form = {
    amount: '2000',
    currency: 'usd',
    metadata: { order: '6735' },
    payment_method: 'pm_card_visa',
  };
  expect(loggedParameters(form)).toEqual(form);
});

it.each([
  [{ card: { number: '4242424242424242', cvc: '123' } }, { card: '[redacted]' }],
  [
    { payment_method_data: { type: 'card', card: { cvc: '1' } } },
    { payment_method_data: { type: 'card', card: '[redacted]' } },
  ],
  [
    { metadata: { note: 'card 4242 4242-4242 4242, thanks' } },
    { metadata: { note: 'card [redacted], thanks' } },
  ],
  [{ '4242424242424242': 'x' }, { '[redacted]': 'x' }],
  [{ client_secret: 'pi_1_secret_2' }, { client_secret: '[redacted]' }],
])('of %j keep %j', (form, kept) => {
  expect(loggedParameters(form)).toEqual(kept);
});

it('are cut, and left out if there are too many', () => {
  expect(loggedParameters({ description: 'a'.repeat(600) })).toEqual({ description: 'a'.repeat(500) });
  const metadata = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v'.repeat(500)]),
  );
  expect(loggedParameters({ metadata })).toBeNull();
});

import { describe, expect, it, test } from 'vitest';
import { declineCodes, declineOf } from './decline-codes.ts';

describe('declineOf', () => {
  test.each([
    ['generic_decline', 'card_declined', 'Your card was declined.'],
    ['insufficient_funds', 'card_declined', 'Your card has insufficient funds.'],
    ['expired_card', 'expired_card', 'Your card has expired.'],
    ['incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."],
    [
      'authentication_required',
      'authentication_required',
      'Your card was declined. This transaction requires authentication.',
    ],
  ] as const)('%s is answered as %s', (declineCode, code, message) => {
    expect(declineOf(declineCode)).toMatchObject({ code, message });
  });

  test.each(['lost_card', 'stolen_card', 'fraudulent', 'merchant_blacklist', 'pickup_card'] as const)(
    '%s is hidden from the buyer',
    (code) => {
      expect(declineOf(code)).toEqual(declineOf('generic_decline'));
    },
  );
});

describe('declineCodes', () => {
  it('has a sentence for each code', () => {
    for (const { message } of Object.values(declineCodes)) expect(message).toMatch(/^(Your|An|The) .+\.$/);
  });
});

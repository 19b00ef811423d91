import { describe, expect, it, test } from 'vitest';
import { cardData, cardNumber } from '../network.fixtures.ts';
import type { CardData } from '../network.ts';
import { type Decision, decide } from './issuer.ts';
import { findTestCard } from './test-cards.ts';

const december2030 = Date.UTC(2030, 11) / 1000;

function charge(
  number: string,
  change: Parameters<typeof cardData>[1] = {},
  transactionTime = december2030,
): Decision {
  const card: CardData = cardData(number, change);
  return decide(
    findTestCard(cardNumber(number)),
    { kind: 'authorization', initiator: 'customer', storedCredential: null, card, transactionTime },
    { authentication: null, setUp: false, declineAnyway: false },
  );
}

const everything = { securityCode: '123', postalCode: '94107', line1: '510 Townsend' };

describe('checks', () => {
  test.each([
    ['4242424242424242', { cvc: 'pass', postalCode: 'pass', line1: 'pass' }],
    ['4000000000000101', { cvc: 'fail', postalCode: 'pass', line1: 'pass' }],
    ['4000000000000036', { cvc: 'pass', postalCode: 'fail', line1: 'pass' }],
    ['4000000000000028', { cvc: 'pass', postalCode: 'pass', line1: 'fail' }],
    ['4000000000000010', { cvc: 'pass', postalCode: 'fail', line1: 'fail' }],
    ['4000000000000044', { cvc: 'pass', postalCode: 'unavailable', line1: 'unavailable' }],
    ['4000058400307872', { cvc: 'fail', postalCode: 'pass', line1: 'pass' }],
    ['4000058400306072', { cvc: 'pass', postalCode: 'fail', line1: 'pass' }],
  ])('of %s are %o, and it pays', (number, checks) => {
    expect(charge(number, everything)).toMatchObject({ outcome: 'approved', checks });
  });

  it('are made only of what is given', () => {
    expect(charge('4000000000000010', { securityCode: null })).toMatchObject({
      checks: { cvc: null, postalCode: null, line1: null },
    });
  });

  it('are part of an issuer’s decline, and not made if the issuer was not asked', () => {
    expect(charge('4000000000000002', everything)).toMatchObject({
      checks: { cvc: 'pass', postalCode: 'pass', line1: 'pass' },
    });
    expect(charge('4100000000000019', { securityCode: '123' })).toMatchObject({
      checks: { cvc: 'unchecked', postalCode: null, line1: null },
    });
  });
});

describe('an incorrect security code', () => {
  it('is noticed if a code is given', () => {
    expect(charge('4000000000000127')).toMatchObject({
      declineCode: 'incorrect_cvc',
      checks: { cvc: 'fail' },
      adviceCode: 'confirm_card_data',
    });
    expect(charge('4000000000000127', { securityCode: null })).toMatchObject({ outcome: 'approved' });
  });
});

describe('risk', () => {
  test.each([
    ['4242424242424242', 'approved', 'normal', [0, 64]],
    ['4000000000009235', 'approved', 'elevated', [65, 74]],
    ['4000000000004954', 'declined', 'highest', [75, 100]],
    ['4100000000000019', 'declined', 'highest', [75, 100]],
  ] as const)('of %s: %s, %s', (number, outcome, level, [least, most]) => {
    const decision = charge(number);
    expect(decision).toMatchObject({ outcome, risk: { level } });
    expect(decision.risk.score).toBeGreaterThanOrEqual(least);
    expect(decision.risk.score).toBeLessThanOrEqual(most);
  });

  it('blocks without asking the issuer', () => {
    expect(charge('4100000000000019')).toMatchObject({
      by: 'risk',
      declineCode: 'fraudulent',
      networkDeclineCode: null,
    });
  });
});

describe('declines', () => {
  test.each([
    ['4000000000000002', 'generic_decline', '01', 'try_again_later'],
    ['4000000000009995', 'insufficient_funds', '51', 'try_again_later'],
    ['4000000000009987', 'lost_card', '41', 'do_not_try_again'],
    ['4000000000000069', 'expired_card', '54', 'confirm_card_data'],
  ])('%s: %s is told as %s, %s', (number, declineCode, networkDeclineCode, adviceCode) => {
    expect(charge(number)).toMatchObject({ by: 'issuer', declineCode, networkDeclineCode, adviceCode });
  });

  it('number that is not a test card', () => {
    expect(charge('4111111111111111', everything)).toMatchObject({
      by: 'invalid',
      declineCode: 'test_mode_live_card',
      checks: { cvc: 'unchecked', postalCode: 'unchecked', line1: 'unchecked' },
    });
  });
});

describe('expiry', () => {
  test.each([
    [2030, 11, 'declined'],
    [2030, 12, 'approved'],
    [2031, 1, 'approved'],
  ])('in December 2030 a card of %i/%i is %s', (expYear, expMonth, outcome) => {
    expect(charge('4242424242424242', { expYear, expMonth })).toMatchObject({ outcome });
  });

  it('ends with the last second of the month', () => {
    const card = { expYear: 2030, expMonth: 12 };
    const newYear = Date.UTC(2031, 0) / 1000;
    expect(charge('4242424242424242', card, newYear - 1)).toMatchObject({ outcome: 'approved' });
    expect(charge('4242424242424242', card, newYear)).toMatchObject({ declineCode: 'expired_card' });
  });
});

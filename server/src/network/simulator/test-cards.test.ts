import { describe, expect, it, test } from 'vitest';
import { authorization, cardData, cardNumber, verification } from '../network.fixtures.ts';
import type { AuthorizationAnswer } from '../network.ts';
import { openTestSimulator } from './simulator.fixtures.ts';
import { cardFacts, findNamedCard, findTestCard, publishedCards } from './test-cards.ts';

describe('the published cards', () => {
  it('have numbers that cards can have, each once', () => {
    const numbers = publishedCards.map(({ number }) => number);
    for (const number of numbers) expect(cardNumber(number).last4).toBe(number.slice(-4));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('have names that each belong to one number, as payment method and as token', () => {
    const names = publishedCards.flatMap((card) => card.names.map((name) => ({ name, number: card.number })));
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
    for (const { name, number } of names) {
      expect(findNamedCard(`pm_card_${name}`)?.number.reveal()).toBe(number);
      expect(findNamedCard(`tok_${name}`)?.number.reveal()).toBe(number);
    }
  });

  it('have a security code of the right length', () => {
    expect(findNamedCard('pm_card_visa')?.securityCode.reveal()).toBe('123');
    expect(findNamedCard('tok_amex')?.securityCode.reveal()).toBe('1234');
  });

  test.each(['pm_card_', 'tok_', 'pm_card_nobody', 'visa_', 'tok_1NvQr4', 'pm_card_toString'])(
    '%j is not one of their names',
    (name) => {
      expect(findNamedCard(name)).toBeNull();
    },
  );
});

describe('cardFacts', () => {
  test.each([
    ['4242424242424242', 'visa', 'credit', 'US'],
    ['4000056655665556', 'visa', 'debit', 'US'],
    ['5555555555554444', 'mastercard', 'credit', 'US'],
    ['2223003122003222', 'mastercard', 'credit', 'US'],
    ['5200828282828210', 'mastercard', 'debit', 'US'],
    ['5105105105105100', 'mastercard', 'prepaid', 'US'],
    ['378282246310005', 'amex', 'credit', 'US'],
    ['6011111111111117', 'discover', 'credit', 'US'],
    ['6011981111111113', 'discover', 'debit', 'US'],
    ['3056930009020004', 'diners', 'credit', 'US'],
    ['36227206271667', 'diners', 'credit', 'US'],
    ['6555900000604105', 'discover', 'credit', 'US'],
    ['3566002020360505', 'jcb', 'credit', 'JP'],
    ['6200000000000047', 'unionpay', 'debit', 'CN'],
    ['6205500000000000004', 'unionpay', 'credit', 'CN'],
    ['4000002500003155', 'visa', 'credit', 'FR'],
    ['4000002760003184', 'visa', 'credit', 'DE'],
    ['4000003800000446', 'visa', 'credit', 'IT'],
    ['4000008260003178', 'visa', 'credit', 'GB'],
    ['4000003720000278', 'visa', 'credit', 'IE'],
    ['4000058260000005', 'visa', 'debit', 'GB'],
    ['5555558265554449', 'mastercard', 'credit', 'GB'],
    ['4000053560000011', 'visa', 'debit', 'IN'],
  ])('%s: %s, %s, %s', (number, brand, funding, country) => {
    expect(cardFacts(cardNumber(number))).toEqual({ brand, networks: [brand], funding, country });
  });

  test.each([
    ['pm_card_visa_cartesBancaires', 'visa', ['cartes_bancaires', 'visa'], 'FR', 'credit'],
    ['pm_card_mastercard_cartesBancaires', 'mastercard', ['cartes_bancaires', 'mastercard'], 'FR', 'credit'],
    ['pm_card_visa_debit_eftposAuCoBranded', 'visa', ['eftpos_au', 'visa'], 'AU', 'debit'],
    ['pm_card_mastercard_debit_eftposAuCoBranded', 'mastercard', ['eftpos_au', 'mastercard'], 'AU', 'debit'],
  ])('%s has two networks', (name, brand, networks, country, funding) => {
    const number = findNamedCard(name)?.number ?? cardNumber('4242424242424242');
    expect(cardFacts(number)).toEqual({ brand, networks, funding, country });
  });

  it('knows the country of each card named after one', () => {
    for (const { number, names } of publishedCards) {
      const [, country] = /^([a-z]{2})(_credit|_debit|_mastercard)?$/.exec(names.at(-1) ?? '') ?? [];
      if (country !== undefined) expect(cardFacts(cardNumber(number)).country).toBe(country.toUpperCase());
    }
  });

  it('reads the country from any number of the test ranges', () => {
    expect(cardFacts(cardNumber('4000007920000004'))).toMatchObject({ country: 'TR', funding: 'credit' });
    expect(findTestCard(cardNumber('4000007920000004'))).toMatchObject({ decline: null, risk: 'normal' });
  });

  it('knows only the brand of other numbers, or of test ranges without a country', () => {
    for (const number of ['4111111111111111', '4000009990000005']) {
      expect(cardFacts(cardNumber(number))).toEqual({
        brand: 'visa',
        networks: ['visa'],
        funding: 'unknown',
        country: null,
      });
    }
  });
});

const declined = 'Declined when it is attached and when it is charged.';
const chargeFails = 'Attached, and declined when it is charged.';

describe('refusing cards', () => {
  test.each([
    ['visa_chargeDeclined', 'generic_decline', declined],
    ['chargeDeclined', 'generic_decline', declined],
    ['visa_chargeDeclinedInsufficientFunds', 'insufficient_funds', declined],
    ['visa_debit_chargeDeclinedInsufficientFunds', 'insufficient_funds', declined],
    ['visa_chargeDeclinedLostCard', 'lost_card', declined],
    ['visa_chargeDeclinedStolenCard', 'stolen_card', declined],
    ['chargeDeclinedExpiredCard', 'expired_card', declined],
    ['chargeDeclinedIncorrectCvc', 'incorrect_cvc', declined],
    ['chargeDeclinedProcessingError', 'processing_error', declined],
    ['visa_chargeDeclinedVelocityLimitExceeded', 'card_velocity_exceeded', declined],
    ['chargeCustomerFail', 'generic_decline', chargeFails],
    ['visa_chargeCustomerFailLostCard', 'lost_card', chargeFails],
    ['visa_chargeCustomerFailStolenCard', 'stolen_card', chargeFails],
    ['radarBlock', 'fraudulent', chargeFails],
    ['chargeDeclinedFraudulent', 'fraudulent', chargeFails],
    ['riskLevelHighest', 'fraudulent', chargeFails],
  ])('%s: %s. %s', async (name, code, when) => {
    const { simulator } = await openTestSimulator();
    const card = cardData(findNamedCard(`pm_card_${name}`)?.number.reveal());
    expect(outcomeOf(await simulator.authorize(authorization({ card })))).toBe(code);
    expect(outcomeOf(await simulator.verify(verification({ card })))).toBe(
      when === declined ? code : 'approved',
    );
  });
});

describe('every other published card', () => {
  const refusing = /charge(Declined|CustomerFail)|radarBlock|riskLevelHighest|[rR]equired/;
  const paying = publishedCards.filter(
    ({ number, names }) =>
      !names.some((name) => refusing.test(name)) &&
      findTestCard(cardNumber(number))?.authentication.onSession === 'never',
  );

  test.each(paying.map(({ number, names }) => [number, names.join(', ')]))('%s %s pays', async (number) => {
    const { simulator } = await openTestSimulator();
    expect(outcomeOf(await simulator.authorize(authorization({ card: cardData(number) })))).toBe('approved');
    expect(outcomeOf(await simulator.verify(verification({ card: cardData(number) })))).toBe('approved');
  });
});

function outcomeOf(answer: AuthorizationAnswer): string {
  return answer.outcome === 'approved' ? 'approved' : answer.declineCode;
}

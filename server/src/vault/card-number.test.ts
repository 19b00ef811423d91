import { inspect } from 'node:util';
import fc from 'fast-check';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { CardNumber, SecurityCode } from './card-number.ts';
import { card, code } from './vault.fixtures.ts';

describe('a card number', () => {
  it('is accepted with spaces and dashes', () => {
    const number = card('4242 4242-4242 4242');
    expect(number.reveal()).toBe('4242424242424242');
    expect([number.bin, number.last4]).toEqual(['424242', '4242']);
  });

  it.each([
    ['American Express', '378282246310005', 15],
    ['Diners Club, short', '36227206271667', 14],
    ['UnionPay, the longest there is', '6205500000000000004', 19],
  ])('of %s is taken', (_, text, length) => {
    expect(card(text).reveal()).toHaveLength(length);
  });

  it.each([
    ['four', 'invalid_number'],
    ['', 'invalid_number'],
    ['4242 4242 4242 424x', 'invalid_number'],
    ['４２４２４２４２４２４２４２４２', 'invalid_number'],
    ['4242424242424241', 'incorrect_number'],
    ['42', 'incorrect_number'],
    ['62055000000000000000000', 'incorrect_number'],
  ])('%j is refused as %s', (text, fault) => {
    expect(CardNumber.parse(text)).toBe(fault);
  });

  it('with one digit mistyped, or two different neighbours swapped, is never accepted', () => {
    const digits = '4000056655665556';
    const position = fc.nat(digits.length - 1);
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 9 }), (at, shift) => {
        const wrong = (Number(digits[at]) + shift) % 10;
        expect(CardNumber.parse(digits.slice(0, at) + wrong + digits.slice(at + 1))).toBe('incorrect_number');
      }),
    );
    expect(CardNumber.parse('4000056655665565')).toBe('incorrect_number');
  });
});

describe('a security code', () => {
  it('has three digits or four', () => {
    expect(code('123')).toHaveLength(3);
    expect(code('1234')).toHaveLength(4);
    for (const text of ['99', '12345', '12a', '', '１２３'])
      expect(SecurityCode.parse(text)).toBe('invalid_cvc');
  });
});

describe.each([
  ['a card number', card('4000056655665556'), '4000056655665556'],
  ['a security code', code('731'), '731'],
])('%s', (_, secret, clear) => {
  it.each([
    ['a template', () => `${secret}`],
    ['a concatenation', () => ['', secret].join('')],
    ['JSON', () => JSON.stringify({ nested: [secret] })],
    ['the console', () => inspect({ secret }, { depth: 9, showHidden: true, getters: true })],
    ['an error with it as its cause', () => inspect(new Error('x', { cause: secret }))],
    ['an error that carries it', () => inspect(Object.assign(new Error('x'), { secret }))],
    ['its own entries', () => inspect(Object.getOwnPropertyDescriptors({ ...secret }))],
    ['a log line', () => logged({ secret, err: new Error('x', { cause: secret }) })],
  ])('is not shown by %s', (_place, show) => {
    const text = show();
    expect(text).not.toContain(clear);
    expect(secret.reveal()).toBe(clear);
  });

  it('says so in its place', () => {
    expect(`${secret}`).toBe('[redacted]');
  });
});

function logged(fields: object): string {
  let text = '';
  const log = pino({ timestamp: false, base: null }, { write: (line) => (text += line) });
  log.info(fields);
  return text;
}

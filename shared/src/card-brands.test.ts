import { describe, expect, it, test } from 'vitest';
import { brandCandidates, brandOf, cardBrands, formatCardNumber, networksOf } from './card-brands.ts';

describe('brandOf', () => {
  test.each([
    ['4242424242424242', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['2223003122003222', 'mastercard'],
    ['378282246310005', 'amex'],
    ['371449635398431', 'amex'],
    ['6011111111111117', 'discover'],
    ['6555900000604105', 'discover'],
    ['3056930009020004', 'diners'],
    ['36227206271667', 'diners'],
    ['3566002020360505', 'jcb'],
    ['6200000000000005', 'unionpay'],
    ['6205500000000000004', 'unionpay'],
    ['5062210000000009', 'unknown'],
    ['9999999999999995', 'unknown'],
  ] as const)('%s is %s, and has a length of that brand', (number, brand) => {
    expect(brandOf(number)).toBe(brand);
    expect(cardBrands[brand].lengths).toContain(number.length);
  });

  it('knows the brand as soon as only one is possible', () => {
    expect(brandOf('')).toBe('unknown');
    expect(brandOf('4')).toBe('visa');
    expect(brandOf('3')).toBe('unknown');
    expect(brandOf('37')).toBe('amex');
    expect(brandCandidates('3')).toEqual(['amex', 'diners', 'jcb']);
    expect(brandCandidates('9999')).toEqual([]);
  });
});

describe('networksOf', () => {
  test.each([
    ['4000002500001001', ['cartes_bancaires', 'visa']],
    ['5555552500001001', ['cartes_bancaires', 'mastercard']],
    ['4000050360000001', ['eftpos_au', 'visa']],
    ['5555050360000080', ['eftpos_au', 'mastercard']],
    ['4000002500000003', ['visa']],
    ['378282246310005', ['amex']],
  ])('%s runs on %s', (number, networks) => {
    expect(networksOf(number)).toEqual(networks);
  });
});

describe('formatCardNumber', () => {
  test.each([
    ['', ''],
    ['4', '4'],
    ['42424', '4242 4'],
    ['4242424242424242', '4242 4242 4242 4242'],
    ['378282246310005', '3782 822463 10005'],
    ['36227206271667', '3622 720627 1667'],
    ['3056930009020004', '3056 9300 0902 0004'],
    ['6205500000000000004', '6205 5000 0000 0000 004'],
  ])('%j reads %j', (digits, shown) => {
    expect(formatCardNumber(digits)).toBe(shown);
  });
});

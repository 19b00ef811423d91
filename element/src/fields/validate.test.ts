import { describe, expect, it } from 'vitest';
import { texts as en } from '../texts/en.ts';
import { type FieldName, faultOf, isFull, type Values } from './validate.ts';

const empty: Values = {
  number: '',
  expiry: '',
  cvc: '',
  country: 'US',
  postalCode: '',
  name: '',
  email: '',
  phone: '',
};
const rules = { fields: [], texts: en, today: new Date('2026-11-23') };

describe('a field', () => {
  it.each<[FieldName, string, string | null]>([
    ['number', '4242', 'incomplete_number'],
    ['number', '4242 4242 4242 4241', 'invalid_number'],
    ['number', '4242 4242 4242 4242', null],
    ['number', '3782 822463 10005', null],
    ['expiry', '12', 'incomplete_expiry'],
    ['expiry', '12 / 25', 'invalid_expiry_year_past'],
    ['expiry', '10 / 26', 'invalid_expiry_month_past'],
    ['expiry', '13 / 30', 'invalid_expiry_month'],
    ['expiry', '11 / 26', null],
    ['expiry', '12 / 76', null],
    ['expiry', '01 / 77', 'invalid_expiry_year'],
    ['expiry', '12 / 99', 'invalid_expiry_year'],
    ['cvc', '12', 'incomplete_cvc'],
    ['cvc', '123', null],
    ['postalCode', '123', 'incomplete_zip'],
    ['postalCode', '12345', null],
    ['email', 'jenny', 'incomplete_email'],
    ['email', 'jenny@example', 'invalid_email'],
    ['email', 'jenny@example.com', null],
  ])('%s with "%s": %s', (field, value, code) => {
    expect(faultOf(field, { ...empty, [field]: value }, rules)?.code ?? null).toBe(code);
  });

  it('asks for four digits of an American Express code', () => {
    expect(faultOf('cvc', { ...empty, number: '3782 822463 10005', cvc: '123' }, rules)?.code).toBe(
      'incomplete_cvc',
    );
  });

  it('is full when no digit can follow', () => {
    expect(isFull('number', { ...empty, number: '4242 4242 4242 4242' })).toBe(true);
    expect(isFull('number', { ...empty, number: '4242 4242 4242 424' })).toBe(false);
    expect(isFull('expiry', { ...empty, expiry: '12 / 34' })).toBe(true);
  });
});

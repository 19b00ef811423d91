import { brandOf, cardBrands } from '@onfile/shared/card-brands.ts';
import type { Texts } from '../texts/texts.ts';
import { readExpiry } from './format.ts';

export type FieldName = 'number' | 'expiry' | 'cvc' | 'country' | 'postalCode' | 'name' | 'email' | 'phone';
export type Values = Readonly<Record<FieldName, string>>;

/** What is wrong with a field: Stripe.js's code, and the message. */
export interface Fault {
  readonly code: string;
  readonly message: string;
}

/** A card that expires later than this is mistyped. */
const furthestYears = 50;

export interface Rules {
  readonly fields: readonly FieldName[];
  readonly texts: Texts;
  readonly today: Date;
  /** Set if the number is in another frame. */
  readonly codeLength?: number;
}

/** A field's current fault; null if it is complete. */
export function faultOf(field: FieldName, values: Values, rules: Rules): Fault | null {
  const { texts, today } = rules;
  const value = values[field].trim();
  switch (field) {
    case 'number':
      return numberFault(value.replaceAll(' ', ''), texts);
    case 'expiry':
      return expiryFault(value, texts, today);
    case 'cvc':
      return value.length !== (rules.codeLength ?? codeLength(values.number))
        ? { code: 'incomplete_cvc', message: texts.codeIncomplete }
        : null;
    case 'postalCode':
      return postalFault(value, values.country, texts);
    case 'name':
      return value === '' ? { code: 'incomplete_name', message: texts.nameIncomplete } : null;
    case 'email':
      return emailFault(value, texts);
    case 'phone':
      return value.replaceAll(/\D/g, '').length < 6
        ? { code: 'incomplete_phone_number', message: texts.phoneIncomplete }
        : null;
    case 'country':
      return null;
  }
}

export function codeLength(number: string): 3 | 4 {
  return cardBrands[brandOf(number.replaceAll(' ', ''))].securityCodeLength;
}

/** Whether no more digits can follow: time to move on, or to say what is wrong. */
export function isFull(field: FieldName, values: Values): boolean {
  const digits = values[field].replaceAll(/\D/g, '');
  if (field === 'number') {
    const { lengths } = cardBrands[brandOf(digits)];
    return brandOf(digits) !== 'unknown' && digits.length === lengths.at(-1) && passesLuhn(digits);
  }
  if (field === 'expiry') return readExpiry(values.expiry) !== null;
  if (field === 'cvc') return digits.length === codeLength(values.number);
  return false;
}

function numberFault(digits: string, texts: Texts): Fault | null {
  const { lengths } = cardBrands[brandOf(digits)];
  if (digits.length < (lengths[0] ?? 12))
    return { code: 'incomplete_number', message: texts.numberIncomplete };
  return passesLuhn(digits) && lengths.includes(digits.length)
    ? null
    : { code: 'invalid_number', message: texts.numberInvalid };
}

function expiryFault(text: string, texts: Texts, today: Date): Fault | null {
  const expiry = readExpiry(text);
  if (expiry === null) return { code: 'incomplete_expiry', message: texts.expiryIncomplete };
  if (expiry.month < 1 || expiry.month > 12)
    return { code: 'invalid_expiry_month', message: texts.expiryInvalid };
  const year = today.getFullYear();
  if (expiry.year < year) return { code: 'invalid_expiry_year_past', message: texts.expiryYearPast };
  if (expiry.year > year + furthestYears) {
    return { code: 'invalid_expiry_year', message: texts.expiryYearInvalid };
  }
  return expiry.year === year && expiry.month < today.getMonth() + 1
    ? { code: 'invalid_expiry_month_past', message: texts.expiryPast }
    : null;
}

function postalFault(value: string, country: string, texts: Texts): Fault | null {
  const complete = country === 'US' ? /^\d{5}(-?\d{4})?$/.test(value) : value.length >= 3;
  return complete ? null : { code: 'incomplete_zip', message: texts.postalIncomplete };
}

export function emailFault(value: string, texts: Texts): Fault | null {
  if (!value.includes('@')) return { code: 'incomplete_email', message: texts.emailIncomplete };
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value)
    ? null
    : { code: 'invalid_email', message: texts.emailInvalid };
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, character, index) => {
    const value = Number(character) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

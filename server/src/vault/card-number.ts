import { inspect } from 'node:util';

const redacted = '[redacted]';

/** A value that no log, error, template or JSON can show: only `reveal()` reads it, which a search finds. */
abstract class Secret {
  readonly #value: string;
  protected constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return redacted;
  }
  toJSON(): string {
    return redacted;
  }
  [inspect.custom](): string {
    return redacted;
  }
}

export type CardNumberFault = 'invalid_number' | 'incorrect_number';

/** A card number in clear; it exists only in memory, between the request and the vault or the network. */
export class CardNumber extends Secret {
  readonly last4: string;
  /** The first six digits. */
  readonly bin: string;

  private constructor(digits: string) {
    super(digits);
    this.last4 = digits.slice(-4);
    this.bin = digits.slice(0, 6);
  }

  /** Accepts digits with spaces or dashes. The fault is Stripe's error code: no digits at all, or not a card's number. */
  static parse(text: string): CardNumber | CardNumberFault {
    const digits = text.replaceAll(/[\s-]/g, '');
    if (!/^\d+$/.test(digits)) return 'invalid_number';
    return digits.length >= 12 && digits.length <= 19 && passesLuhn(digits)
      ? new CardNumber(digits)
      : 'incorrect_number';
  }
}

/** A card's security code; used for one authorization and then gone. */
export class SecurityCode extends Secret {
  /** Three digits; four for American Express. */
  readonly length: number;

  private constructor(digits: string) {
    super(digits);
    this.length = digits.length;
  }

  /** The fault is Stripe's error code, for what no brand has. */
  static parse(text: string): SecurityCode | 'invalid_cvc' {
    return /^\d{3,4}$/.test(text) ? new SecurityCode(text) : 'invalid_cvc';
  }
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clientSecretOf,
  holdsClientSecret,
  idInSecret,
  intentInSecret,
  isClientSecret,
} from './client-secret.ts';

const random = fc.stringMatching(/^[a-zA-Z0-9]{10,40}$/);
const idOf = (...prefixes: string[]) =>
  fc.tuple(fc.constantFrom(...prefixes), random).map(([prefix, rest]) => `${prefix}_${rest}`);

describe('a client secret', () => {
  it('names the object that it belongs to', () => {
    fc.assert(
      fc.property(idOf('pi', 'seti', 'cs_test', 'cs_live'), random, (id, rest) => {
        const secret = clientSecretOf(id, rest);
        expect(idInSecret(secret)).toBe(id);
        expect(isClientSecret(secret)).toBe(true);
        expect(isClientSecret(id)).toBe(false);
      }),
    );
  });

  it('is found in any text that contains it, and nowhere else', () => {
    fc.assert(
      fc.property(idOf('pi', 'seti', 'cs_test', 'cus', 'pm'), random, (id, rest) => {
        const address = (secret: string) => `https://pay.example.com/c?secret=${secret}&more=1`;
        const isSecret = /^(pi|seti|cs)_/.test(id);
        expect(holdsClientSecret(address(clientSecretOf(id, rest)))).toBe(isSecret);
        expect(holdsClientSecret(address(id))).toBe(false);
      }),
    );
  });

  it('says what an intent is for', () => {
    expect(intentInSecret('pi_123_secret_abc')).toEqual({ id: 'pi_123', mode: 'payment' });
    expect(intentInSecret('seti_123_secret_abc')).toEqual({ id: 'seti_123', mode: 'setup' });
    for (const text of ['cs_test_123_secret_abc', 'pi_123', 'pi__secret_', ' pi_123_secret_abc', '']) {
      expect(intentInSecret(text), text).toBeNull();
    }
  });

  it('is the only id of a customer session', () => {
    expect(idInSecret('cuss_secret_abc')).toBe('cuss_secret_abc');
    expect(holdsClientSecret('cuss_secret_abc')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { fingerprinter } from './fingerprint.ts';
import { card } from './vault.fixtures.ts';

const key = { id: 'fingerprint_1', bytes: Buffer.from(Array.from({ length: 32 }, (_, index) => index)) };
const fingerprint = fingerprinter(key);
const owner = { account: 'acct_1', livemode: false };
const number = card('4242424242424242');

describe('a fingerprint', () => {
  it('is what the definitions of HKDF and HMAC yield, computed by another program', () => {
    expect(fingerprint(number, owner)).toBe('GGgg9BDvZRdMQ44o');
  });

  it('is the same for the same digits, however they were typed and whichever the process', () => {
    expect(fingerprinter(key)(card('4242-4242 4242 4242'), owner)).toBe(fingerprint(number, owner));
  });

  it('differs for another card, account, mode or key', () => {
    const all = [
      fingerprint(number, owner),
      fingerprint(card('5555555555554444'), owner),
      fingerprint(number, { ...owner, account: 'acct_2' }),
      fingerprint(number, { ...owner, livemode: true }),
      fingerprinter({ ...key, bytes: Buffer.alloc(32) })(number, owner),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const one of all) expect(one).toMatch(/^[A-Za-z0-9]{16}$/);
  });
});

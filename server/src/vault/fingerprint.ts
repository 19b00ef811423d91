import { createHmac, hkdfSync } from 'node:crypto';
import type { CardNumber } from './card-number.ts';
import type { Key } from './seal.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const length = 16;

/**
 * Makes fingerprints under one key: an HMAC-SHA-256 (RFC 2104) per account and mode, with a key derived by HKDF (RFC 5869).
 * Card numbers are few enough to try them all, so an unkeyed hash would reveal them.
 */
export function fingerprinter(key: Key) {
  const derived = new Map<string, Buffer>();
  return (number: CardNumber, owner: { readonly account: string; readonly livemode: boolean }): string => {
    const name = `${owner.account} ${owner.livemode ? 'live' : 'test'}`;
    let own = derived.get(name);
    if (own === undefined) {
      own = Buffer.from(hkdfSync('sha256', key.bytes, Buffer.alloc(0), `onfile fingerprint ${name}`, 32));
      derived.set(name, own);
    }
    return inAlphabet(createHmac('sha256', own).update(number.reveal()).digest());
  };
}

/**
 * Makes digests of a request's parameters, in base64. They are keyed for the same reason: a card number may be among the
 * parameters, and the rest of them known.
 */
export function requestDigester(key: Key) {
  const own = Buffer.from(hkdfSync('sha256', key.bytes, Buffer.alloc(0), 'onfile request digest', 32));
  return (parameters: string): string => createHmac('sha256', own).update(parameters).digest('base64');
}

/** The digest as a number in base 62, of which the last 16 places are kept. */
function inAlphabet(digest: Buffer): string {
  let value = BigInt(`0x${digest.toString('hex')}`);
  let text = '';
  for (let place = 0; place < length; place += 1) {
    text += alphabet[Number(value % 62n)];
    value /= 62n;
  }
  return text;
}

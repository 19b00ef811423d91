import { createHmac, randomBytes } from 'node:crypto';
import type { CardNumber } from '../../vault/card-number.ts';

/** Tells whether two journal entries belong to one card: HMAC-SHA-256 (RFC 2104). */
export type CardHash = (number: CardNumber) => string;

export const cardKeyBytes = 32;

export function newCardKey(): Buffer {
  return randomBytes(cardKeyBytes);
}

export function cardHash(key: Buffer): CardHash {
  return (number) => createHmac('sha256', key).update(number.reveal()).digest('base64url');
}

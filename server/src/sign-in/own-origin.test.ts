import { expect, it } from 'vitest';
import { isOwnPage } from './own-origin.ts';

it.each([
  ['https://pay.example.com', 'https://pay.example.com', undefined, true],
  ['https://pay.example.com', 'https://pay.example.com', 'same-origin', true],
  ['https://pay.example.com', undefined, 'same-origin', true],
  ['https://pay.example.com', undefined, undefined, false],
  ['https://pay.example.com', 'https://evil.example', undefined, false],
  ['https://pay.example.com', 'https://pay.example.com', 'cross-site', false],
  ['https://pay.example.com', 'https://shop.example.com', 'same-site', false],
  ['https://pay.example.com', 'http://pay.example.com', undefined, false],
  ['https://pay.example.com', 'https://pay.example.com:8443', undefined, false],
  ['https://pay.example.com', 'https://pay.example.com.evil.example', undefined, false],
  ['https://pay.example.com', 'null', undefined, false],
  ['https://pay.example.com', 'https://pay.example.com', 'none', false],
  ['http://127.0.0.1:12111', 'http://localhost:12111', undefined, true],
  ['http://127.0.0.1:12111', 'http://localhost:4242', undefined, false],
])('on %s a request of %s (%s) is our own: %s', (own, origin, site, expected) => {
  expect(isOwnPage({ origin, site }, own)).toBe(expected);
});

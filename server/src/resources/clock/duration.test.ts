import { expect, it } from 'vitest';
import { secondsOf } from './duration.ts';

it.each([
  ['90', 90],
  ['90s', 90],
  ['15m', 900],
  ['12h', 43_200],
  ['8d', 691_200],
  ['2w', 1_209_600],
  ['soon', null],
  ['-1d', null],
  ['1.5h', null],
  ['', null],
])('%j are %s seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

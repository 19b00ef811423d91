import { expect, it } from 'vitest';
import { foldedText, keysOf } from './name-keys.ts';

it.each([
  ['Jenny Rosen', { name_key: 'jenny rosen', surname_key: 'rosen' }],
  ['  JÉNNY   Maria  Rosén ', { name_key: 'jenny maria rosen', surname_key: 'rosen' }],
  ['Jenny', { name_key: 'jenny', surname_key: null }],
  [null, { name_key: null, surname_key: null }],
])('%j is found by %j', (name, keys) => {
  expect(keysOf({ name, email: null })).toEqual({ ...keys, email_key: null });
});

it('folds what is searched for as it folds what is kept', () => {
  expect(foldedText('Ｊenny')).toBe('jenny');
  expect(keysOf({ name: null, email: 'Jenny@Example.com' }).email_key).toBe('jenny@example.com');
});

import { expect, it } from 'vitest';
import { countriesIn, countryIn } from './countries.ts';

it.each(['en', 'de', 'ja'])('in %s, a country by itself is named as it is in the list', (language) => {
  const list = countriesIn(language);
  for (const [code, name] of list) expect(countryIn(language, code)).toEqual([[code, name]]);
});

it.each(['', 'us', 'XX', 'not a code'])('nothing is named for %j', (code) => {
  expect(countryIn('en', code)).toEqual([]);
});

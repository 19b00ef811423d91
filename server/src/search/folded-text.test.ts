import { expect, it } from 'vitest';
import { foldedText } from './folded-text.ts';

it.each([
  ['Jenny Rosen', 'jenny rosen'],
  ['  JÉNNY   Maria  Rosén ', 'jenny maria rosen'],
  ['Ｊenny', 'jenny'],
  ['Jenny@Example.com', 'jenny@example.com'],
  ['1 234,50 €', '1 234,50 €'],
])('%j is found by %j', (text, folded) => {
  expect(foldedText(text)).toBe(folded);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metadataChange, pairsOf } from './metadata.ts';

const text = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', ' ', '=', '\n') });
const metadata = fc.dictionary(text, text, { maxKeys: 4 });

/** Merges as the server does. */
function merged(before: Readonly<Record<string, string>>, change: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ''));
}

test('what nobody has edited is not sent, whatever it contains', () => {
  fc.assert(
    fc.property(metadata, (before) => {
      expect(metadataChange(before, pairsOf(before))).toEqual({});
    }),
  );
});

test('the metadata becomes what the pairs say', () => {
  const trimmed = fc.dictionary(fc.constantFrom('order', 'shop id', 'a = b'), text, { maxKeys: 3 });
  fc.assert(
    fc.property(metadata, trimmed, (before, after) => {
      expect(merged(before, metadataChange(before, pairsOf(after)))).toEqual(after);
    }),
  );
});

test('a renamed key is removed and added', () => {
  const [pair] = pairsOf({ order: '17' });
  expect(metadataChange({ order: '17' }, [{ row: 0, name: ' shop ', value: pair?.value ?? '' }])).toEqual({
    order: '',
    shop: '17',
  });
});

test('rows without a key or a value are ignored', () => {
  const rows = [
    { row: 0, name: ' ', value: 'x' },
    { row: 1, name: 'new', value: '' },
  ];
  expect(metadataChange({}, rows)).toEqual({});
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { valueBy } from './css-grammar.ts';
import { commonProperties } from './css-properties.ts';
import { longestValue, tokensOf } from './css-tokens.ts';
import { Variables } from './variables.ts';

it('a value that was written out reads back as itself', () => {
  const piece = fc.constantFrom(
    '1px',
    '2em',
    '#abc',
    'red',
    'solid',
    'inset',
    'calc(1px + 2px)',
    'rgb(1, 2, 3)',
    'bold',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...Object.keys(commonProperties)),
      (pieces, name) => {
        const grammar = commonProperties[name];
        const once = grammar === undefined ? null : valueBy(grammar, pieces.join(' '));
        if (grammar === undefined || once === null || /clamp|page/.test(once)) return;
        expect(valueBy(grammar, once)).toBe(once);
      },
    ),
  );
});

it('a value has at most as many tokens as characters, and none if it is too long', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: longestValue }), (text) => {
      expect(tokensOf(text)?.length ?? 0).toBeLessThanOrEqual(text.length);
    }),
  );
  expect(tokensOf('a'.repeat(longestValue + 1))).toBeNull();
});

it('nested functions are read once: eight times the nesting is at most eight times the work', () => {
  const steps = (depth: number) => {
    let read = 0;
    const text = `${'color-mix(in srgb,'.repeat(depth)}red`;
    const grammar = commonProperties.color;
    const counted = tokensOf(text)?.length ?? 0;
    if (grammar !== undefined) {
      valueBy((words) => {
        const next = words.next.bind(words);
        words.next = () => {
          read += 1;
          return next();
        };
        return grammar(words);
      }, text);
    }
    expect(counted).toBeGreaterThan(depth);
    return read;
  };
  expect(steps(24)).toBeLessThanOrEqual(8 * steps(3) + 100);
});

it('variables that grow by referring to each other end at the longest value', () => {
  const names = ['colorPrimary', 'colorText', 'colorDanger', 'colorSuccess', 'colorWarning', 'colorIcon'];
  const given = Object.fromEntries(
    names.map((name, index) => [name, `$${names[index + 1] ?? ''} `.repeat(100)]),
  );
  expect(new Variables({ ...given, colorIcon: 'red' }).get('colorPrimary')).toBeNull();
});

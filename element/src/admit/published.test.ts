import { expect, it } from 'vitest';
import page from '../../../docs/appearance.md?raw';
import { publicClasses } from '../appearance/public-classes.ts';
import { commonProperties, consentProperties, fieldProperties, styleProperties } from './css-properties.ts';
import { variableGrammars } from './variables.ts';

it.each([
  ['## Variables', variableGrammars],
  ['### Any class', commonProperties],
  ['### `.Input`', fieldProperties],
  ['### `.Checkbox`, `.CheckboxInput`, `.CheckboxLabel` and `.TermsText`', consentProperties],
  ['## `style` of card elements', styleProperties],
])('docs/appearance.md lists under "%s" what is accepted', (heading, taken) => {
  const section = page.split(`${heading}\n`)[1]?.split('\n#')[0] ?? '';
  // The only paragraph that is nothing but names.
  const list = section.split('\n\n').find((text: string) => /^\s*(`\w+`,?\s*)+$/.test(text)) ?? '';
  expect([...list.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(Object.keys(taken).sort());
});

it('docs/appearance.md lists the classes that rules may name, with their states', () => {
  const section = page.split('### Classes\n')[1]?.split('\n#')[0] ?? '';
  const rows = [...section.matchAll(/^\| `\.(\w+)` +\| ([^|]*)\|/gm)];
  const listed = rows.map(([, name = '', states = '']) => [
    name,
    [...states.matchAll(/`--(\w+)`/g)].map(([, state]) => state).join(' '),
  ]);
  expect(Object.fromEntries(listed)).toEqual(publicClasses);
});

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appearanceCss, labelsOf } from './appearance-css.ts';

describe('an appearance', () => {
  const warn = vi.spyOn(console, 'warn');
  beforeEach(() => {
    warn.mockImplementation(() => {});
  });
  afterEach(() => {
    warn.mockReset();
  });

  it('is the theme with the variables of its own', () => {
    const css = appearanceCss({ theme: 'night', variables: { colorPrimary: '#7c3aed', spacingUnit: '5px' } });
    expect(css).toContain('--colorPrimary: #7c3aed;');
    expect(css).toContain('--spacingUnit: 5px;');
    expect(css).toContain('--colorBackground: #30313d;');
    expect(warn).not.toHaveBeenCalled();
  });

  it('takes variables by either way of naming them', () => {
    expect(appearanceCss({ rules: { '.Label': { color: '$colorText' } } })).toContain(
      'color: var(--colorText);',
    );
    expect(appearanceCss({ rules: { '.Label': { color: 'var(--colorText)' } } })).toContain(
      'color: var(--colorText);',
    );
  });

  it.each([
    ['.Input', '.Input.Input {'],
    ['.Input--invalid', '.Input.Input--invalid {'],
    ['.Input:focus', '.Input.Input:focus {'],
    ['.Input::placeholder', '.Input.Input::placeholder {'],
    ['.Tab, .Tab--selected:hover', '.Tab.Tab, .Tab.Tab--selected:hover {'],
    ['.Label, #root', '.Label.Label {'],
  ])('rule %s is applied as %s', (selector, applied) => {
    expect(appearanceCss({ rules: { [selector]: { fontWeight: '600' } } })).toContain(
      `${applied} font-weight: 600; }`,
    );
  });

  it.each([
    '#root',
    'input',
    '.p-Input',
    '.Input > *',
    '.Input[value]',
    '*',
    '.Input:has(a)',
    '@media print',
  ])('rule %s is dropped, and said to be', (selector) => {
    expect(appearanceCss({ rules: { [selector]: { color: 'red' } } })).not.toContain('red');
    expect(warn).toHaveBeenCalledOnce();
  });

  it.each([
    ['position', 'fixed'],
    ['display', 'none'],
    ['content', '"x"'],
    ['backgroundImage', 'url(https://example.com/x)'],
    ['backgroundImage', 'u\\72l(https://example.com/x)'],
    ['backgroundImage', 'image-set("https://example.com/x" 1x)'],
    ['color', 'red; } * { display: none'],
    ['color', 'red /*'],
  ])('%s: %s is dropped, and said to be', (property, value) => {
    expect(appearanceCss({ rules: { '.Input': { [property]: value } } })).toContain('.Input.Input {  }');
    expect(warn).toHaveBeenCalledOnce();
  });

  it('never leaves its blocks, whatever its values are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (property, value, variable) => {
        const css = appearanceCss({
          variables: { [variable]: value },
          rules: { '.Input': { [property]: value } },
        });
        expect(css.match(/[{}]/g)?.join('')).toBe('{}{}');
      }),
    );
  });
});

describe('labels', () => {
  it.each([
    [{}, 'above'],
    [{ inputs: 'condensed' }, 'floating'],
    [{ inputs: 'condensed', labels: 'auto' }, 'floating'],
    [{ inputs: 'condensed', labels: 'above' }, 'above'],
    [{ labels: 'floating' }, 'floating'],
  ] as const)('of %j are %s', (appearance, place) => {
    expect(labelsOf(appearance)).toBe(place);
  });
});

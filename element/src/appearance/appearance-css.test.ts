import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { consentProperties, fieldStateProperties } from '../admit/css-properties.ts';
import { variableGrammars } from '../admit/variables.ts';
import { appearanceCss, labelsOf } from './appearance-css.ts';
import { isLegibleOn, type ReadColor, type Rgba } from './legible.ts';

const readHex = (color: string): Rgba | null => {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return /^#[0-9a-f]{6}$/.test(color) ? [red ?? 0, green ?? 0, blue ?? 0, 1] : null;
};
const sheets: Readonly<Record<string, string>> = import.meta.glob(['../*.css', '../fields/*.css'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sheet = Object.values(sheets).join('');
/** Also reads `color-mix(in srgb, …)` of two such colours. */
const readCss: ReadColor = (color) => {
  const mix = /^color-mix\(in srgb, (.*) (\d+)%, (#\w+)\)$/.exec(color);
  if (mix === null) return readHex(color);
  const [one, other] = [readCss(mix[1] ?? ''), readCss(mix[3] ?? '')];
  if (one === null || other === null) return null;
  const share = Number(mix[2]) / 100;
  const part = (at: 0 | 1 | 2) => one[at] * share + other[at] * (1 - share);
  return [part(0), part(1), part(2), 1];
};
const sampleOf = (name: string): string => {
  if (/family/i.test(name)) return 'monospace';
  if (/shadow/i.test(name)) return '0 0 7px #123456';
  if (/outline/i.test(name)) return '3px dotted #123456';
  // Light enough for a checkmark on the theme's primary colour.
  if (name === 'iconCheckmarkColor') return '#fdfdfd';
  if (/color/i.test(name)) return '#123456';
  if (/weight/i.test(name)) return '700';
  if (/lineHeight/i.test(name)) return '2';
  if (name === 'fontSmooth') return 'always';
  return name === 'fontVariantLigatures' ? 'none' : '21px';
};
const cssOf = (appearance: Parameters<typeof appearanceCss>[0]) => appearanceCss(appearance, readCss);
const ruleOf = (selector: string, declarations: Readonly<Record<string, string>>) =>
  cssOf({ rules: { [selector]: declarations } }).split('\n')[1];

describe('an appearance', () => {
  const warn = vi.spyOn(console, 'warn');
  beforeEach(() => {
    warn.mockImplementation(() => {});
  });
  afterEach(() => {
    warn.mockReset();
  });

  it('is the theme with its own variables', () => {
    const css = cssOf({ theme: 'night', variables: { colorPrimary: '#7c3aed', spacingUnit: '5px' } });
    expect(css).toContain('--colorPrimary: #7c3aed;');
    expect(css).toContain('--spacingUnit: 5px;');
    expect(css).toContain('--colorBackground: #30313d;');
    expect(css).toContain('--focusBoxShadow: 0px 0px 0px 3px color-mix(in srgb, #7c3aed 25%, transparent);');
    expect(warn).not.toHaveBeenCalled();
  });

  it.each(['$colorText', 'var(--colorText)', 'var( --colorText )'])(
    'a value refers to a variable as %s',
    (text) => {
      expect(ruleOf('.Label', { color: text })).toContain('color: #30313d;');
    },
  );

  it('variables that refer to each other in a circle, or to nothing, are the theme’s', () => {
    const css = cssOf({
      variables: { colorPrimary: 'var(--colorText)', colorText: '$colorPrimary', colorDanger: '$nothing' },
    });
    expect(css).toContain('--colorPrimary: #0570de;');
    expect(css).toContain('--colorDanger: #df1b41;');
    expect(warn).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['#111318', '#f0ece2'],
    ['#ffffff', '#30313d'],
    ['#14532d', '#dcfce7'],
  ])('its surfaces, borders and words on %s come from that and %s', (colorBackground, colorText) => {
    const css = cssOf({ variables: { colorBackground, colorText } });
    const mixed = (share: number) => `color-mix(in srgb, ${colorText} ${share}%, ${colorBackground})`;
    expect(css).toContain(`--inputColorBorder: ${mixed(12)};`);
    expect(css).toContain(`--accessibleColorOnColorBackground: ${colorText};`);
    const color = (name: string) => new RegExp(`--${name}: ([^;]*);`).exec(css)?.[1] ?? '';
    for (const name of [
      'colorTextSecondary',
      'colorTextPlaceholder',
      'colorDanger',
      'colorWarning',
      'actionColor',
    ])
      expect([name, isLegibleOn(colorBackground, color(name), readCss)]).toEqual([name, true]);
  });

  it('of background and text, the one that is not named fits the other', () => {
    expect(cssOf({ variables: { colorBackground: '#111318' } })).toContain('--colorText: #ffffff;');
    expect(cssOf({ variables: { colorText: '#f0ece2' } })).toContain('--colorBackground: #30313d;');
  });

  it('an older name means today’s, and today’s wins if both are given', () => {
    const css = cssOf({ variables: { spacingGridRow: '20px', colorIcon: '#00ff00', iconColor: '#0000ff' } });
    expect(css).toContain('--gridRowSpacing: 20px;');
    expect(css).toContain('--iconColor: #0000ff;');
    expect(ruleOf('.Label', { color: '$colorIcon' })).toContain('color: color-mix');
  });

  it.each(['tabIconColor', 'colorSuccess', 'iconRedirectColor', 'fontVariationSettings', 'colour'])(
    'variable %s, which no card form shows, is named',
    (name) => {
      cssOf({ variables: { [name]: '#123456' } });
      expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(name));
    },
  );

  /** What variables that no rule names are for. */
  const byOthers = new Map([
    ['accessibleColorOnColorPrimary', 'buttonColorText'],
    ['fontSmooth', 'fontSmoothing'],
    ['focusBoxShadow', 'inputFocusBoxShadow'],
    ['iconCheckmarkColor', 'checkmark'],
  ]);
  it.each(Object.keys(variableGrammars))('variable %s changes how something looks', (name) => {
    const shown = byOthers.get(name) ?? name;
    expect(sheet).toContain(`var(--${shown})`);
    const value = (css: string) => css.split(`--${shown}: `)[1]?.split(';')[0];
    const changed = cssOf({ variables: { [name]: sampleOf(name) } });
    expect(warn).not.toHaveBeenCalled();
    expect(value(changed)).toBeDefined();
    expect(value(changed)).not.toBe(value(cssOf({})));
  });

  it.each([
    ['.Input', '.Input.Input {'],
    ['.Input--invalid', '.Input.Input--invalid {'],
    ['.Input:focus', '.Input.Input:focus {'],
    ['.Input::placeholder', '.Input.Input::placeholder {'],
    ['.PickerItem, .PickerItem--selected:hover', '.PickerItem.PickerItem--selected:hover {'],
    ['.Label, #root', '.Label.Label {'],
  ])('rule %s is applied as %s', (selector, applied) => {
    expect(cssOf({ rules: { [selector]: { fontWeight: '600' } } })).toContain(
      `${applied} font-weight: 600; }`,
    );
  });

  it.each([
    '.Tab',
    '.Input--new',
    '#root',
    'input',
    '.p-Input',
    '.Input > *',
    '.Input[value]',
    '.Input:valid',
    '.Input:placeholder-shown',
    '*',
    '.Input:has(a)',
    '@media print',
  ])('rule %s is dropped, and said to be', (selector) => {
    expect(cssOf({ rules: { [selector]: { color: 'red' } } })).not.toContain('red');
    expect(warn).toHaveBeenCalledOnce();
  });

  it.each([
    ['padding', '12px 1em', '12px 1em'],
    ['padding', 'calc($spacingUnit * 2 + 1px)', 'clamp(0px, calc(4px*2 + 1px), 64px)'],
    ['border', '1px solid rgba(0, 0, 0, 0.1)', '1px solid rgba(0, 0, 0, 0.1)'],
    [
      'boxShadow',
      '0px 1px 1px rgba(0,0,0,0.03), 0 3px 6px #00000005',
      '0px 1px 1px rgba(0, 0, 0, 0.03), 0px 3px 6px #00000005',
    ],
    ['transition', 'border-color 0.15s ease, box-shadow 150ms', 'border-color 150ms ease, box-shadow 150ms'],
    ['fontFamily', "Inter, 'Open Sans', sans-serif", '"Inter", "Open Sans", sans-serif'],
    ['lineHeight', '1.5', '1.5'],
    ['borderRadius', '9999px', '9999px'],
    ['-webkit-font-smoothing', 'antialiased', 'antialiased'],
  ])('.Input { %s: %s } is %s', (property, value, written) => {
    const css = ruleOf('.Input', { [property]: value });
    expect(css).toContain(`: ${written}; }`);
  });

  it.each([
    ['position', 'fixed'],
    ['display', 'none'],
    ['content', '"x"'],
    ['fieldSizing', 'content'],
    ['width', 'auto'],
    ['height', 'auto'],
    ['aspectRatio', '1 / 1'],
    ['margin', '4px'],
    ['containerType', 'size'],
    ['fontFeatureSettings', '"tnum" 0'],
    ['fontVariationSettings', '"wght" 3'],
    ['--colorText', 'red'],
    ['constructor', 'red'],
    ['transform', 'scale(2)'],
    ['padding', '-4px'],
    ['padding', '2ch'],
    ['padding', '1lh'],
    ['padding', '10cqw'],
    ['padding', '5vw'],
    ['padding', 'env(safe-area-inset-top)'],
    ['padding', 'attr(value px)'],
    ['padding', 'calc(1px * (2'],
    ['padding', '400px'],
    ['lineHeight', 'normal'],
    ['outlineWidth', '90px'],
    ['boxShadow', '0 300px 0 red'],
    ['backgroundColor', 'url(https://example.com/x)'],
    ['backgroundColor', 'u\\72l(https://example.com/x)'],
    ['backgroundColor', 'image-set("https://example.com/x" 1x)'],
    ['backgroundImage', 'linear-gradient(red, blue)'],
    ['color', 'red; } * { display: none'],
    ['color', 'red /*'],
    ['color', 'red !important'],
    ['color', 'var(--nothing)'],
    ['color', `rgb(${'0,'.repeat(600)}0)`],
  ])('.Input { %s: %s } is dropped, and said to be', (property, value) => {
    expect(ruleOf('.Input', { [property]: value })).toBe('.Input.Input {  }');
    expect(warn).toHaveBeenCalledOnce();
  });

  it('the page’s typefaces draw labels, and never what is typed or agreed to', () => {
    expect(ruleOf('.Label', { fontFamily: 'Brand' })).toContain('font-family: "page Brand", "Brand";');
    expect(ruleOf('.Input', { fontFamily: 'Brand' })).toContain('font-family: "Brand";');
    expect(ruleOf('.CheckboxLabel', { fontFamily: 'Brand' })).toBe('.CheckboxLabel.CheckboxLabel {  }');
    const css = cssOf({ variables: { fontFamily: 'Brand, serif' } });
    expect(css).toContain('--fontFamily: "page Brand", "Brand", serif;');
    expect(css).toContain('--fieldFontFamily: "Brand", serif;');
  });

  it('a state of a field changes neither its typeface nor its place', () => {
    expect(fieldStateProperties).not.toHaveProperty('fontFamily');
    expect(Object.keys(fieldStateProperties).filter((name) => name.startsWith('margin'))).toEqual([]);
    expect(ruleOf('.Input--empty', { fontFamily: 'Brand' })).toBe('.Input.Input--empty {  }');
  });

  it('what is agreed to is legible', () => {
    expect(ruleOf('.TermsText', { color: '#fafafa', fontSize: '0.75em' })).toBe(
      '.TermsText.TermsText { color: #30313d; font-size: max(12px, 0.75em); }',
    );
    expect(ruleOf('.TermsText', { color: '#003366' })).toContain('color: #003366;');
    expect(ruleOf('.CheckboxLabel', { fontSize: '2px' })).toBe('.CheckboxLabel.CheckboxLabel {  }');
    const dark = cssOf({ variables: { colorBackground: '#101010', colorText: '#111111' } });
    expect(dark).toContain('--consentLabelColor: #ffffff;');
    expect(dark).toContain('--consentTermsColor: #ffffff;');
    expect(dark).toContain('--consentBackground: rgb(16, 16, 16);');
    for (const hiding of ['opacity', 'backgroundColor', 'WebkitTextFillColor', 'textShadow', 'fontFamily']) {
      expect(consentProperties).not.toHaveProperty(hiding);
    }
  });

  it('never leaves its blocks, whatever its values are', () => {
    const css = fc.string({
      unit: fc.constantFrom(...'{}();:,/*+-#.$%"\'\\! 10ab', 'var(--', 'calc(', 'url(', 'rgb(', 'px'),
    });
    fc.assert(
      fc.property(
        css,
        fc.constantFrom('color', 'padding', 'boxShadow', 'fontFamily', 'border'),
        (value, property) => {
          const written = cssOf({
            variables: { colorText: value, fontFamily: value, spacingUnit: value },
            rules: { '.Label': { [property]: value } },
          });
          expect(written.match(/[{}]/g)?.join('')).toBe('{}{}');
          expect(written).not.toMatch(/url|\\|!|\/\*|var\(/);
        },
      ),
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

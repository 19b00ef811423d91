import type { AppearanceSettings } from '@onfile/shared/element-rpc.ts';
import { cssName, isSafe } from './safe-css.ts';

type Variables = Readonly<Record<string, string>>;

/** Source: the Appearance API's documentation; what it leaves open is decided here. */
const stripeTheme = {
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontSizeBase: '16px',
  fontWeightNormal: '400',
  fontWeightMedium: '500',
  fontLineHeight: '1.4',
  spacingUnit: '4px',
  gridRowSpacing: '12px',
  gridColumnSpacing: '12px',
  borderRadius: '6px',
  colorPrimary: '#0570de',
  colorBackground: '#ffffff',
  colorText: '#30313d',
  colorTextSecondary: '#6d6e78',
  colorTextPlaceholder: '#757680',
  colorDanger: '#c81737',
  colorBorder: '#d5d7de',
  colorSurface: '#ffffff',
  inputShadow: '0 1px 1px rgb(0 0 0 / 4%), 0 2px 4px rgb(18 42 66 / 3%)',
  focusBoxShadow: '0 0 0 3px color-mix(in srgb, var(--colorPrimary) 25%, transparent)',
};

const themes: Readonly<Record<NonNullable<AppearanceSettings['theme']>, Variables>> = {
  stripe: stripeTheme,
  night: {
    ...stripeTheme,
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorTextSecondary: '#bdbfc7',
    colorTextPlaceholder: '#a3a5b0',
    colorDanger: '#ff8fa3',
    colorBorder: '#50525f',
    colorSurface: '#30313d',
    inputShadow: 'none',
  },
  flat: {
    ...stripeTheme,
    colorBackground: '#f4f4f5',
    colorBorder: 'transparent',
    colorSurface: '#f4f4f5',
    inputShadow: 'none',
    borderRadius: '4px',
  },
};

const publicClasses = new Set(
  (
    'Tab TabIcon TabLabel Input Label Error Block BlockDivider BlockAction CodeInput CheckboxInput CheckboxLabel Checkbox ' +
    'AccordionItem PickerItem PickerAction RadioIcon RadioIconOuter RadioIconInner Switch SwitchControl MenuIcon MenuAction ' +
    'Dropdown DropdownItem TermsText TermsLink RedirectText SecondaryLink Link Text Action Button Spinner'
  ).split(' '),
);
const selectorPattern =
  /^\.([A-Z]\w*)(--(?:selected|invalid|empty|checked|focused|highlight|active|new|disabled|floating|resting|incomplete))*(:(?:hover|focus|focus-visible|active|disabled|autofill)|::(?:placeholder|selection))*$/;
/** Layout is the element's own; what could reach outside or load something is nobody's. */
const refusedProperties = /^(position|display|content|float|z-?index|behavior|.*url.*)$/i;

/** The merchant's appearance as a style sheet's text: variables of the theme and their own, then their rules. */
export function appearanceCss(appearance: AppearanceSettings): string {
  const variables = { ...themes[appearance.theme ?? 'stripe'], ...appearance.variables };
  const lines = Object.entries(variables).flatMap(([name, value]) =>
    /^[a-zA-Z0-9]+$/.test(name) && isSafe(value)
      ? [`--${name}: ${resolved(value)};`]
      : refuse(`variable ${name}`),
  );
  const rules = Object.entries(appearance.rules ?? {}).map(([selector, declarations]) =>
    ruleCss(selector, declarations),
  );
  return `:root { ${lines.join(' ')} }\n${rules.join('\n')}`;
}

/** Fields that touch have no room for a label above, unless the page asks for it. */
export function labelsOf({ labels = 'auto', inputs }: AppearanceSettings): 'above' | 'floating' {
  if (labels !== 'auto') return labels;
  return inputs === 'condensed' ? 'floating' : 'above';
}

function ruleCss(selectors: string, declarations: Readonly<Record<string, string>>): string {
  const kept = selectors
    .split(',')
    .map((selector) => selector.trim())
    .filter((selector) => {
      const name = selectorPattern.exec(selector)?.[1];
      if (name !== undefined && publicClasses.has(name)) return true;
      refuse(`selector ${selector}`);
      return false;
    });
  if (kept.length === 0) return '';
  const body = Object.entries(declarations).flatMap(([property, value]) => {
    const name = cssName(property);
    const fine = /^-?[a-z-]+$/.test(name) && !refusedProperties.test(name) && isSafe(value);
    return fine ? [`${name}: ${resolved(value)};`] : refuse(`property ${property}`);
  });
  // Twice the class: stronger than the element's own rules.
  const stronger = kept.map((selector) => selector.replace(/^(\.\w+)/, '$1$1'));
  return `${stronger.join(', ')} { ${body.join(' ')} }`;
}

/** Both `var(--colorPrimary)` and the older `$colorPrimary` name a variable. */
function resolved(value: string): string {
  return value.replaceAll(/\$([a-zA-Z0-9]+)/g, 'var(--$1)');
}

function refuse(what: string): never[] {
  console.warn(`Appearance: the ${what} is not supported and has no effect.`);
  return [];
}

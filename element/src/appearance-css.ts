import type { AppearanceSettings } from '@onfile/shared/element-rpc.ts';
import { machineFamilies } from './admit/css-grammar.ts';
import {
  commonProperties,
  consentProperties,
  cssName,
  fieldProperties,
  fieldStateProperties,
  propertyName,
} from './admit/css-properties.ts';
import { idleVariables, Variables, variableGrammars } from './admit/variables.ts';
import { legibleOn, opaque, type ReadColor } from './legible.ts';

type Theme = Readonly<Record<string, string>>;

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

const themes: Readonly<Record<NonNullable<AppearanceSettings['theme']>, Theme>> = {
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
  /^\.([A-Z][A-Za-z]{0,29})(--(?:selected|invalid|empty|checked|focused|highlight|active|new|disabled|floating|resting|incomplete))*(:(?:hover|focus|focus-visible|active|disabled|autofill)|::(?:placeholder|selection))*$/;
/** What a buyer agrees to, with its box. */
const consentClasses = new Set(['Checkbox', 'CheckboxInput', 'CheckboxLabel', 'TermsText', 'TermsLink']);
const fieldClasses = new Set(['Input', 'CodeInput']);
/** More than any design needs: work on what a page gives has an end. */
const mostRules = 200;
const mostDeclarations = 60;

/**
 * The merchant's appearance as a style sheet's text: variables of the theme and their own, then their rules. Each value
 * is read by a grammar and written anew; whatever does not fit one is named in the console and has no effect.
 */
export function appearanceCss(appearance: AppearanceSettings, readColor: ReadColor): string {
  const theme = themes[appearance.theme ?? 'stripe'];
  const given = appearance.variables ?? {};
  const variables = new Variables({ ...theme, ...given });
  for (const name of Object.keys(given).slice(0, mostRules)) {
    if (!idleVariables.has(name) && variables.get(name) === null) refuse(`variable ${name}`);
  }
  const themed = new Variables(theme);
  const value = (name: string) => variables.get(name) ?? themed.get(name);
  const background = value('colorBackground') ?? '#ffffff';
  const legible = (...colors: readonly (string | null)[]) =>
    legibleOn(background, [...colors, value('colorText')], readColor);
  const lines = Object.keys(variableGrammars).flatMap((name) => {
    const found = value(name);
    return found === null ? [] : [`--${name}: ${found};`];
  });
  lines.push(
    `--fieldFontFamily: ${variables.value(machineFamilies, 'var(--fontFamily)') ?? 'system-ui, sans-serif'};`,
    `--consentBackground: ${opaque(background, readColor)};`,
    `--consentLabelColor: ${legible()};`,
    `--consentTermsColor: ${legible(value('colorTextSecondary'))};`,
  );
  const rules = Object.entries(appearance.rules ?? {})
    .slice(0, mostRules)
    .flatMap(([selectors, declarations]) =>
      takenSelectors(selectors).map((selector) => ruleCss(selector, declarations, variables, legible)),
    );
  return `:root { ${lines.join(' ')} }\n${rules.join('\n')}`;
}

/** Fields that touch have no room for a label above, unless the page asks for it. */
export function labelsOf({ labels = 'auto', inputs }: AppearanceSettings): 'above' | 'floating' {
  if (labels !== 'auto') return labels;
  return inputs === 'condensed' ? 'floating' : 'above';
}

/** Of the root, for the element's own style sheet. */
export function classesOf(appearance: AppearanceSettings): string {
  const { inputs, disableAnimations } = appearance;
  return [
    'p-PaymentElement',
    `p-PaymentElement--labels-${labelsOf(appearance)}`,
    `p-PaymentElement--inputs-${inputs === 'condensed' ? 'condensed' : 'spaced'}`,
    disableAnimations === true ? 'p-PaymentElement--still' : '',
  ].join(' ');
}

function takenSelectors(selectors: string): readonly string[] {
  return selectors
    .slice(0, 1000)
    .split(',')
    .map((selector) => selector.trim())
    .filter((selector) => {
      const name = selectorPattern.exec(selector)?.[1];
      if (name !== undefined && publicClasses.has(name)) return true;
      refuse(`selector ${selector}`);
      return false;
    });
}

function ruleCss(
  selector: string,
  declarations: Readonly<Record<string, string>>,
  variables: Variables,
  legible: (color: string) => string,
): string {
  const name = selectorPattern.exec(selector)?.[1] ?? '';
  const consent = consentClasses.has(name);
  const plain = selector === `.${name}`;
  const ofField = plain ? fieldProperties : fieldStateProperties;
  const properties = consent ? consentProperties : fieldClasses.has(name) ? ofField : commonProperties;
  const body = Object.entries(declarations)
    .slice(0, mostDeclarations)
    .flatMap(([given, text]) => {
      const property = propertyName(given);
      const grammar = Object.hasOwn(properties, property) ? properties[property] : undefined;
      if (grammar === undefined) return refuse(`property ${given} of ${selector}`);
      const value = variables.value(grammar, text);
      if (value === null) return refuse(`value of ${given} of ${selector}`);
      return [`${cssName(property)}: ${consent ? readable(property, value, legible) : value};`];
    });
  // Twice the class: stronger than the element's own rules.
  return `${selector.replace(/^(\.\w+)/, '$1$1')} { ${body.join(' ')} }`;
}

/** Words that are agreed to keep a contrast and a size that can be read, whatever their own size hangs on. */
function readable(property: string, value: string, legible: (color: string) => string): string {
  if (property === 'color') return legible(value);
  return property === 'fontSize' ? `max(12px, ${value})` : value;
}

function refuse(what: string): never[] {
  console.warn(`Appearance: the ${what.slice(0, 200)} is not supported and has no effect.`);
  return [];
}

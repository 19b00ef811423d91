import type { AppearanceSettings } from '@onfile/shared/element-rpc.ts';
import { machineFamilies } from '../admit/css-grammar.ts';
import {
  commonProperties,
  consentProperties,
  cssName,
  fieldProperties,
  fieldStateProperties,
  propertyName,
} from '../admit/css-properties.ts';
import { byTodaysNames, todaysName, Variables, variableGrammars } from '../admit/variables.ts';
import { legibleOn, opaque, type ReadColor } from './legible.ts';
import { publicSelector } from './public-classes.ts';
import { lookOf, themeOf } from './themes.ts';

/** What a buyer agrees to, with its box. */
const consentClasses = new Set(['Checkbox', 'CheckboxInput', 'CheckboxLabel', 'TermsText']);
/** CSS's names for the three ways of smoothing letters. */
const smoothing: Readonly<Record<string, string>> = { always: 'antialiased', never: 'none', auto: 'auto' };
/** More than any design needs: bounds the work on what a page supplies. */
const mostRules = 200;
const mostDeclarations = 60;

/**
 * The merchant's appearance as the text of a style sheet: the theme's variables and theirs, then their rules. Each value is
 * parsed by a grammar and written out again; whatever does not fit is named in the console and has no effect.
 */
export function appearanceCss(appearance: AppearanceSettings, readColor: ReadColor): string {
  const given = takenVariables(appearance);
  const { variables, background, legible, readable } = lookOf(appearance.theme, given, readColor);
  const value = (name: string) => variables.get(name) ?? '';
  const lines = Object.keys(variableGrammars).map((name) => `--${name}: ${value(name)};`);
  lines.push(
    `--fieldFontFamily: ${variables.value(machineFamilies, 'var(--fontFamily)') ?? 'system-ui, sans-serif'};`,
    `--fontSmoothing: ${smoothing[value('fontSmooth')]};`,
    `--actionColor: ${readable(value('colorPrimary'))};`,
    `--checkmark: ${legibleOn(value('colorPrimary'), [value('iconCheckmarkColor')], readColor)};`,
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

/** The page's variables under today's names, without those whose values do not fit. */
function takenVariables({ theme, variables = {} }: AppearanceSettings): Readonly<Record<string, string>> {
  const given = Object.fromEntries(Object.entries(byTodaysNames(variables)).slice(0, mostRules));
  const read = new Variables({ ...themeOf(theme), ...given });
  for (const name of Object.keys(variables).slice(0, mostRules)) {
    if (read.get(todaysName(name)) === null) refuse(`variable ${name}`);
  }
  return Object.fromEntries(Object.entries(given).filter(([name]) => read.get(name) !== null));
}

/** Fields that touch have no room for a label above, unless the page asks for it. */
export function labelsOf({ labels = 'auto', inputs }: AppearanceSettings): 'above' | 'floating' {
  if (labels !== 'auto') return labels;
  return inputs === 'condensed' ? 'floating' : 'above';
}

/** The root's classes, for the element's own style sheet. */
export function classesOf(appearance: AppearanceSettings): string {
  const { inputs, theme = 'stripe', disableAnimations } = appearance;
  return [
    'p-PaymentElement',
    `p-PaymentElement--${theme}`,
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
    .filter((selector) => publicSelector(selector) !== null || refuse(`selector ${selector}`).length > 0);
}

function ruleCss(
  selector: string,
  declarations: Readonly<Record<string, string>>,
  variables: Variables,
  legible: (color: string) => string,
): string {
  const { name, plain } = publicSelector(selector) ?? { name: '', plain: false };
  const consent = consentClasses.has(name);
  const ofField = plain ? fieldProperties : fieldStateProperties;
  const properties = consent ? consentProperties : name === 'Input' ? ofField : commonProperties;
  const body = Object.entries(declarations)
    .slice(0, mostDeclarations)
    .flatMap(([given, text]) => {
      const property = propertyName(given);
      const grammar = Object.hasOwn(properties, property) ? properties[property] : undefined;
      if (grammar === undefined) return refuse(`property ${given} of ${selector}`);
      const value = variables.value(grammar, text);
      if (value === null) return refuse(`value of ${given} of ${selector}`);
      return [`${cssName(property)}: ${consent ? agreedValue(property, value, legible) : value};`];
    });
  // The class twice: more specific than the element's own rules.
  return `${selector.replace(/^(\.\w+)/, '$1$1')} { ${body.join(' ')} }`;
}

/** Keeps words that are agreed to at a legible contrast and size, whatever their own size depends on. */
function agreedValue(property: string, value: string, legible: (color: string) => string): string {
  if (property === 'color') return legible(value);
  return property === 'fontSize' ? `max(12px, ${value})` : value;
}

function refuse(what: string): never[] {
  console.warn(`Appearance: the ${what.slice(0, 200)} is not supported and has no effect.`);
  return [];
}

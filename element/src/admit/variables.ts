import {
  anyOrder,
  color,
  either,
  families,
  type Grammar,
  length,
  percent,
  several,
  shadows,
  valueBy,
  word,
} from './css-grammar.ts';
import { fontSize, fontWeight, lineHeight } from './css-properties.ts';
import { longestValue } from './css-tokens.ts';

const space = length(0, 64);
const radius = either(length(0, 9999), percent(0, 100));

function named(names: string, grammar: Grammar): Readonly<Record<string, Grammar>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, grammar]));
}

/** Every variable of the Appearance API that shows in a card form, with the grammar of its value. */
export const variableGrammars: Readonly<Record<string, Grammar>> = {
  fontFamily: families,
  fontLineHeight: lineHeight,
  fontSmooth: word('auto', 'always', 'never'),
  fontVariantLigatures: word('normal', 'none', 'common-ligatures', 'no-common-ligatures'),
  ...named('fontSizeBase fontSizeSm fontSizeXs fontSize2Xs fontSizeLg fontSizeXl', fontSize),
  ...named('accordionItemLabelFontSize buttonFontSize labelFontSize', fontSize),
  ...named('fontWeightLight fontWeightNormal fontWeightMedium fontWeightBold', fontWeight),
  ...named('accordionItemLabelFontWeight accordionItemLabelSelectedFontWeight', fontWeight),
  ...named('buttonFontWeight labelFontWeight', fontWeight),
  spacingUnit: length(0, 32),
  ...named('gridRowSpacing gridColumnSpacing accordionItemSpacing labelSpacing', space),
  buttonPadding: several(space, 4),
  ...named('borderRadius buttonBorderRadius', radius),
  ...named('colorPrimary colorBackground colorText colorDanger colorWarning', color),
  ...named('colorTextSecondary colorTextPlaceholder', color),
  ...named('accessibleColorOnColorPrimary accessibleColorOnColorBackground', color),
  accessibleColorOnColorDanger: color,
  ...named('accordionItemLabelColorText accordionItemLabelSelectedColorText', color),
  ...named('accordionItemTriggerColor accordionItemTriggerSelectedColor', color),
  accordionItemTriggerHoverColor: color,
  ...named('buttonColorBackground buttonColorText labelColorText', color),
  ...named('iconColor iconHoverColor iconCardErrorColor iconCardCvcColor iconCardCvcErrorColor', color),
  ...named('iconCheckmarkColor iconChevronDownColor iconChevronDownHoverColor', color),
  ...named('iconLoadingIndicatorColor iconMenuColor iconMenuHoverColor', color),
  ...named('focusBoxShadow inputBoxShadow inputFocusBoxShadow buttonBoxShadow', shadows),
  focusOutline: either(
    word('none'),
    anyOrder(length(0, 4), word('none', 'solid', 'dashed', 'dotted', 'double'), color),
  ),
  ...named('inputColorBorder inputFocusColorBorder', color),
};

/** Older names, and what each is called today. */
const olderNames: ReadonlyMap<string, string> = new Map([
  ['spacingGridRow', 'gridRowSpacing'],
  ['spacingGridColumn', 'gridColumnSpacing'],
  ['spacingAccordionItem', 'accordionItemSpacing'],
  ['colorPrimaryText', 'accessibleColorOnColorPrimary'],
  ['colorBackgroundText', 'accessibleColorOnColorBackground'],
  ['colorDangerText', 'accessibleColorOnColorDanger'],
  ['colorIcon', 'iconColor'],
  ['colorIconHover', 'iconHoverColor'],
  ['colorIconCardError', 'iconCardErrorColor'],
  ['colorIconCardCvc', 'iconCardCvcColor'],
  ['colorIconCardCvcError', 'iconCardCvcErrorColor'],
  ['colorIconCheckmark', 'iconCheckmarkColor'],
  ['colorIconChevronDown', 'iconChevronDownColor'],
  ['colorIconChevronDownHover', 'iconChevronDownHoverColor'],
]);

export function todaysName(name: string): string {
  return olderNames.get(name) ?? name;
}

/** A page's variables under today's names; if one has both names, the newer name wins. */
export function byTodaysNames(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const renamed = Object.entries(given).map(([name, text]) => [todaysName(name), text] as const);
  return { ...Object.fromEntries(renamed), ...given };
}

const reference = /\$([a-zA-Z0-9]{1,60})|var\(\s{0,9}--([a-zA-Z0-9]{1,60})\s{0,9}\)/g;

interface Variable {
  /** As given, with its references filled in. */
  readonly text: string;
  /** As its grammar writes it out. */
  readonly value: string;
}

/** Variables by name. References are filled in, so that no value refers to anything. */
export class Variables {
  readonly #given: Readonly<Record<string, string>>;
  readonly #known = new Map<string, Variable | null>();

  constructor(given: Readonly<Record<string, string>>) {
    this.#given = given;
  }

  /** Null for one that does not exist or whose value is refused. */
  get(name: string): string | null {
    return this.#find(name)?.value ?? null;
  }

  /** Reads a value that may refer to variables, as `var(--colorPrimary)` or `$colorPrimary`. */
  value(grammar: Grammar, text: string): string | null {
    const resolved = this.#resolved(text);
    return resolved === null ? null : valueBy(grammar, resolved);
  }

  #find(name: string): Variable | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    // Marks it while it is looked up: one that refers to itself has no value.
    this.#known.set(name, null);
    const found = this.#read(name);
    this.#known.set(name, found);
    return found;
  }

  #read(name: string): Variable | null {
    if (!Object.hasOwn(variableGrammars, name) || !Object.hasOwn(this.#given, name)) return null;
    const grammar = variableGrammars[name];
    const text = this.#resolved(this.#given[name] ?? '');
    const value = grammar === undefined || text === null ? null : valueBy(grammar, text);
    return text === null || value === null ? null : { text, value };
  }

  /** Null if it refers to something that does not exist, or is too long. */
  #resolved(text: string): string | null {
    if (text.length > longestValue) return null;
    let whole = true;
    const resolved = text.replaceAll(reference, (_reference, dollar?: string, name?: string) => {
      const found = this.#find(todaysName(dollar ?? name ?? ''));
      if (found === null) whole = false;
      return found?.text ?? '';
    });
    return whole && resolved.length <= longestValue ? resolved : null;
  }
}

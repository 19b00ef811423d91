import type { AppearanceSettings } from '@onfile/shared/element-rpc.ts';
import { Variables } from '../admit/variables.ts';
import { isLegibleOn, legibleOn, type ReadColor } from './legible.ts';

type Given = Readonly<Record<string, string>>;

/**
 * The value of each variable that the page leaves out. Source: the Appearance API's documentation; what that leaves open
 * is as on public pictures of Stripe's element, or decided here. Surfaces, borders and icons derive from the two colours
 * that a page does set, spacing from its unit.
 */
const stripe: Given = {
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontLineHeight: '1.15',
  fontSmooth: 'auto',
  fontVariantLigatures: 'normal',
  fontSizeBase: '16px',
  fontSizeXl: '1.25em',
  fontSizeLg: '1.0625em',
  fontSizeSm: '0.93em',
  fontSizeXs: '0.8125em',
  fontSize2Xs: '0.72em',
  fontWeightLight: '400',
  fontWeightNormal: '400',
  fontWeightMedium: '500',
  fontWeightBold: '600',
  spacingUnit: '4px',
  gridRowSpacing: 'calc($spacingUnit * 3)',
  gridColumnSpacing: 'calc($spacingUnit * 3)',
  accordionItemSpacing: 'calc($spacingUnit * 4)',
  labelSpacing: '$spacingUnit',
  borderRadius: '5px',
  colorPrimary: '#0570de',
  colorBackground: '#ffffff',
  colorText: '#30313d',
  colorTextSecondary: 'color-mix(in srgb, $colorText 72%, $colorBackground)',
  colorTextPlaceholder: 'color-mix(in srgb, $colorText 68%, $colorBackground)',
  colorDanger: '#df1b41',
  colorWarning: '#9a5b00',
  accessibleColorOnColorBackground: '$colorText',
  accessibleColorOnColorPrimary: '#ffffff',
  accessibleColorOnColorDanger: '#ffffff',
  accordionItemLabelColorText: '$accessibleColorOnColorBackground',
  accordionItemLabelSelectedColorText: '$accordionItemLabelColorText',
  accordionItemLabelFontSize: '1em',
  accordionItemLabelFontWeight: '$fontWeightNormal',
  accordionItemLabelSelectedFontWeight: '$fontWeightMedium',
  accordionItemTriggerColor: 'color-mix(in srgb, $colorText 45%, transparent)',
  accordionItemTriggerHoverColor: 'color-mix(in srgb, $colorText 75%, transparent)',
  accordionItemTriggerSelectedColor: '$colorPrimary',
  buttonColorBackground: '$colorPrimary',
  buttonColorText: '$accessibleColorOnColorPrimary',
  buttonFontSize: '$fontSizeSm',
  buttonFontWeight: '$fontWeightMedium',
  buttonPadding: 'calc($spacingUnit * 2) calc($spacingUnit * 4)',
  buttonBorderRadius: '$borderRadius',
  buttonBoxShadow: 'none',
  labelColorText: '$colorText',
  labelFontSize: '$fontSizeSm',
  labelFontWeight: '$fontWeightNormal',
  iconColor: '$colorTextSecondary',
  iconHoverColor: '$colorText',
  iconCardErrorColor: '$colorDanger',
  iconCardCvcColor: '$iconColor',
  iconCardCvcErrorColor: '$iconCardErrorColor',
  iconCheckmarkColor: '$accessibleColorOnColorPrimary',
  iconChevronDownColor: '$iconColor',
  iconChevronDownHoverColor: '$iconHoverColor',
  iconLoadingIndicatorColor: '$iconColor',
  iconMenuColor: '$iconColor',
  iconMenuHoverColor: '$iconHoverColor',
  inputBoxShadow: '0 1px 1px rgb(0 0 0 / 4%), 0 2px 4px rgb(18 42 66 / 3%)',
  inputColorBorder: 'color-mix(in srgb, $colorText 12%, $colorBackground)',
  inputFocusColorBorder: '$colorPrimary',
  inputFocusBoxShadow: '$focusBoxShadow',
  focusBoxShadow: '0 0 0 3px color-mix(in srgb, $colorPrimary 25%, transparent)',
  focusOutline: 'none',
};

const themes: Readonly<Record<NonNullable<AppearanceSettings['theme']>, Given>> = {
  stripe,
  night: {
    ...stripe,
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorDanger: '#ff8fa3',
    colorWarning: '#ffc46b',
    inputBoxShadow: 'none',
  },
  flat: {
    ...stripe,
    colorBackground: '#f4f4f5',
    inputColorBorder: 'transparent',
    inputBoxShadow: 'none',
    borderRadius: '4px',
  },
};

export function themeOf(theme: AppearanceSettings['theme']): Given {
  return themes[theme ?? 'stripe'];
}

/** Colours of text that stay legible if a page does not set them. */
const wordColors = ['colorTextSecondary', 'colorTextPlaceholder', 'colorDanger', 'colorWarning'] as const;

export interface Look {
  /** The page's variables over the theme's, and what derives from them. */
  readonly variables: Variables;
  readonly background: string;
  /** The first colour that is legible on the background; the last resorts are the text's colour, black and white. */
  legible(...colors: readonly (string | null)[]): string;
  /** The colour, moved towards the text's until it is legible. */
  readable(color: string): string;
}

/** All variables under a theme. `given` is what was accepted from the page: values that fit their grammar. */
export function lookOf(theme: AppearanceSettings['theme'], given: Given, readColor: ReadColor): Look {
  const base = withGround(themeOf(theme), given, readColor);
  const first = new Variables({ ...base, ...given });
  const value = (name: string) => first.get(name) ?? '';
  const background = value('colorBackground');
  const text = value('colorText');
  const legible = (on: string, ...colors: readonly (string | null)[]) =>
    legibleOn(on, [...colors, text], readColor);
  const readable = (color: string) => legible(background, color, ...towards(color, text));
  // Text that is illegible on its own background lies on something unknown, so no other colour is known to be better.
  const known = isLegibleOn(background, text, readColor);
  const words = known ? wordColors.map((name) => [name, readable(value(name))]) : [];
  const colored: Given = { ...base, ...Object.fromEntries(words), ...given };
  const on = (surface: string) => legible(new Variables(colored).get(surface) ?? '', '#ffffff');
  const derived = {
    ...base,
    ...Object.fromEntries(words),
    accessibleColorOnColorBackground: text,
    accessibleColorOnColorPrimary: on('colorPrimary'),
    accessibleColorOnColorDanger: on('colorDanger'),
    ...(given.buttonColorBackground === undefined ? {} : { buttonColorText: on('buttonColorBackground') }),
  };
  return {
    variables: new Variables({ ...derived, ...given }),
    background,
    legible: (...colors) => legible(background, ...colors),
    readable,
  };
}

/** The theme with a background and a text colour that fit each other, if the page sets only one of them. */
function withGround(theme: Given, given: Given, readColor: ReadColor): Given {
  const variables = new Variables({ ...theme, ...given });
  const [background, text] = [variables.get('colorBackground') ?? '', variables.get('colorText') ?? ''];
  const dark = themes.night.colorBackground ?? '';
  const fits = isLegibleOn(background, text, readColor);
  if (given.colorText === undefined) {
    return { ...theme, colorText: legibleOn(background, [text, '#ffffff'], readColor) };
  }
  const usable = given.colorBackground === undefined && !fits && isLegibleOn(dark, text, readColor);
  return usable ? { ...theme, colorBackground: dark } : theme;
}

/** A colour on its way towards the text's, until it is legible. */
function towards(color: string, text: string): readonly string[] {
  return [75, 50, 25].map((share) => `color-mix(in srgb, ${color} ${share}%, ${text})`);
}

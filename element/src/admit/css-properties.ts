import {
  anyOrder,
  color,
  commas,
  either,
  families,
  type Grammar,
  length,
  machineFamilies,
  number,
  percent,
  several,
  shadows,
  time,
  word,
} from './css-grammar.ts';

type Properties = Readonly<Record<string, Grammar>>;

const lineStyle = word(
  'none',
  'solid',
  'dashed',
  'dotted',
  'double',
  'groove',
  'ridge',
  'inset',
  'outset',
  'hidden',
);
const lineWidth = either(length(0, 8), word('thin', 'medium', 'thick'));
const line = anyOrder(lineWidth, lineStyle, color);
const radius = either(length(0, 9999), percent(0, 100));
const radii = several(radius, 4);
const space = length(0, 64);
const spaces = several(space, 4);
export const fontSize = either(length(8, 48), percent(50, 300));
export const fontWeight = either(number(1, 1000), word('normal', 'bold', 'bolder', 'lighter'));
/** Never `normal`: a line is then as high as the typeface says, and another typeface says something else. */
export const lineHeight = either(number(1, 3), length(8, 96), percent(100, 300));
const letterSpacing = either(word('normal'), length(-2, 16));
const fontStyle = word('normal', 'italic', 'oblique');
const textTransform = word('none', 'capitalize', 'uppercase', 'lowercase');
const fontVariant = word('normal', 'small-caps', 'all-small-caps');
const textDecoration = anyOrder(
  either(word('none'), several(word('underline', 'overline', 'line-through'), 3)),
  word('solid', 'double', 'dotted', 'dashed', 'wavy'),
  color,
);
const smoothing = word('auto', 'none', 'antialiased', 'subpixel-antialiased', 'grayscale');

const sides = ['Top', 'Right', 'Bottom', 'Left'] as const;
const corners = ['TopLeft', 'TopRight', 'BottomRight', 'BottomLeft'] as const;

function eachOf(parts: readonly string[], name: (part: string) => string, grammar: Grammar): Properties {
  return Object.fromEntries(parts.map((part) => [name(part), grammar]));
}

const paint: Properties = {
  background: color,
  backgroundColor: color,
  boxShadow: shadows,
  color,
  fill: color,
  opacity: number(0, 1),
  outline: anyOrder(either(length(0, 4), word('thin', 'medium')), lineStyle, color),
  outlineColor: color,
  outlineOffset: length(-4, 4),
  outlineStyle: lineStyle,
  outlineWidth: length(0, 4),
  stroke: color,
  strokeWidth: either(number(0, 8), length(0, 8)),
  textDecoration,
  textShadow: shadows,
  transition: either(
    word('none'),
    commas(
      anyOrder(
        time(2000),
        word('ease', 'linear', 'ease-in', 'ease-out', 'ease-in-out'),
        time(2000),
        word(
          ...(
            'all color background background-color border-color box-shadow opacity outline outline-color fill border ' +
            'border-width border-radius padding transform'
          ).split(' '),
        ),
      ),
      12,
    ),
  ),
  WebkitFontSmoothing: smoothing,
  MozOsxFontSmoothing: smoothing,
  WebkitTextFillColor: color,
};

const border: Properties = {
  border: line,
  borderColor: several(color, 4),
  borderStyle: several(lineStyle, 4),
  borderWidth: several(lineWidth, 4),
  borderRadius: radii,
  ...eachOf(sides, (side) => `border${side}`, line),
  ...eachOf(sides, (side) => `border${side}Color`, color),
  ...eachOf(sides, (side) => `border${side}Style`, lineStyle),
  ...eachOf(sides, (side) => `border${side}Width`, lineWidth),
  ...eachOf(corners, (corner) => `border${corner}Radius`, radius),
};

const padding: Properties = { padding: spaces, ...eachOf(sides, (side) => `padding${side}`, space) };
const margin: Properties = { margin: spaces, ...eachOf(sides, (side) => `margin${side}`, space) };

/** For text in a typeface that the frame chooses. */
const type: Properties = { fontSize, fontStyle, fontWeight, letterSpacing, lineHeight, textTransform };

const face: Properties = { fontFamily: families, fontVariant };

const textAlign = word('left', 'right', 'center', 'start', 'end');

/** For all classes but those of the two lists below. */
export const commonProperties: Properties = {
  ...paint,
  ...border,
  ...padding,
  ...margin,
  ...type,
  ...face,
  textAlign,
};

/** For a field in one of its states: nothing moves it, and its typeface stays the one that was measured. */
export const fieldStateProperties: Properties = { ...paint, ...border, ...padding, ...type, textAlign };

/** What is typed is drawn in a typeface of the machine, never in one that the page supplied. */
export const fieldProperties: Properties = { ...fieldStateProperties, fontFamily: machineFamilies };

/** What a buyer agrees to stays in place and legible. */
export const consentProperties: Properties = {
  color,
  fontSize: length(12, 32),
  fontStyle,
  fontWeight: either(number(300, 1000), word('normal', 'bold')),
  letterSpacing: either(word('normal'), length(0, 4)),
  lineHeight: number(1.3, 2.5),
  ...margin,
  ...padding,
  textTransform,
};

/** For a card element's `style`, other than its `base`. */
export const stateStyleProperties: Properties = {
  backgroundColor: color,
  color,
  fontSize,
  fontStyle,
  fontVariant,
  fontWeight,
  letterSpacing,
  lineHeight,
  padding: spaces,
  textAlign,
  textDecoration,
  textShadow: shadows,
  textTransform,
  WebkitFontSmoothing: smoothing,
};

/** For its `base`: again, no typeface of the page. */
export const styleProperties: Properties = { ...stateStyleProperties, fontFamily: machineFamilies };

/** Normalizes `-webkit-font-smoothing` and `WebkitFontSmoothing` alike. */
export function propertyName(given: string): string {
  return given
    .slice(0, 40)
    .replaceAll(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase())
    .replace(/^webkit/, 'Webkit')
    .replace(/^moz/, 'Moz');
}

/** `fontSize` becomes `font-size`, `WebkitFontSmoothing` becomes `-webkit-font-smoothing`. */
export function cssName(property: string): string {
  // The shorthand would also reset how digits are drawn.
  if (property === 'fontVariant') return 'font-variant-caps';
  return property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

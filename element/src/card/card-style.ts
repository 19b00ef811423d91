import type { CardElementOptions } from '@onfile/shared/element-rpc.ts';
import { cssName, isSafe } from '../safe-css.ts';

const variants: Readonly<Record<string, string>> = {
  base: '.InputElement',
  complete: '.InputElement.is-complete',
  empty: '.InputElement.is-empty',
  invalid: '.InputElement.is-invalid',
};
const properties = new Set(
  (
    'backgroundColor color fontFamily fontSize fontSmoothing fontStyle fontVariant fontWeight lineHeight ' +
    'letterSpacing textAlign padding textDecoration textShadow textTransform'
  ).split(' '),
);
const pseudo: Readonly<Record<string, string>> = {
  ':hover': ':hover',
  ':focus': ':focus',
  '::placeholder': '::placeholder',
  '::selection': '::selection',
  ':-webkit-autofill': ':autofill',
  ':disabled': ':disabled',
};

/** The page's `style` as a style sheet's text; what is not supported is named in the console and has no effect. */
export function cardStyleCss(style: CardElementOptions['style'] = {}): string {
  return Object.entries(style)
    .map(([variant, declarations]) => {
      const selector = variants[variant];
      return selector === undefined ? refuse(`variant ${variant}`) : variantCss(selector, declarations);
    })
    .join('\n');
}

function variantCss(selector: string, given: Readonly<Record<string, unknown>>): string {
  const own: string[] = [];
  const rules: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (name in pseudo && typeof value === 'object' && value !== null) {
      rules.push(`${selector}${pseudo[name]} { ${declarations({ ...value })} }`);
    } else if (name === 'iconColor') {
      if (isSafe(value)) rules.push(`${iconOf(selector)} { color: ${value}; }`);
    } else if (properties.has(name)) own.push(declarations({ [name]: value }));
    else refuse(`property ${name}`);
  }
  return [`${selector} { ${own.join(' ')} }`, ...rules].join('\n');
}

/** The icon of a field in that state. */
function iconOf(selector: string): string {
  return selector === '.InputElement'
    ? '.CardBrandIcon'
    : `.CardField${selector.replace('.InputElement', '')} .CardBrandIcon`;
}

function declarations(given: Readonly<Record<string, unknown>>): string {
  return Object.entries(given)
    .map(([name, raw]) => {
      const value = typeof raw === 'number' ? String(raw) : raw;
      if (!properties.has(name) || !isSafe(value)) return refuse(`property ${name}`);
      const written = name === 'fontSmoothing' ? '-webkit-font-smoothing' : cssName(name);
      return `${written}: ${value};`;
    })
    .join(' ');
}

function refuse(what: string): '' {
  console.warn(`style: the ${what} is not supported and has no effect.`);
  return '';
}

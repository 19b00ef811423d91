import type { CardElementOptions } from '@onfile/shared/element-rpc.ts';
import { color, valueBy } from '../admit/css-grammar.ts';
import { cssName, propertyName, stateStyleProperties, styleProperties } from '../admit/css-properties.ts';

const variants: Readonly<Record<string, string>> = {
  base: '.InputElement',
  complete: '.InputElement.is-complete',
  empty: '.InputElement.is-empty',
  invalid: '.InputElement.is-invalid',
};
const pseudo: Readonly<Record<string, string>> = {
  ':hover': ':hover',
  ':focus': ':focus',
  '::placeholder': '::placeholder',
  '::selection': '::selection',
  ':-webkit-autofill': ':autofill',
  ':disabled': ':disabled',
};

/** The page's `style` as the text of a style sheet; what is not supported is named in the console and has no effect. */
export function cardStyleCss(style: CardElementOptions['style'] = {}): string {
  return Object.entries(style)
    .map(([variant, declarations]) => {
      const selector = Object.hasOwn(variants, variant) ? variants[variant] : undefined;
      return selector === undefined ? refuse(`variant ${variant}`) : variantCss(selector, declarations);
    })
    .join('\n');
}

function variantCss(selector: string, given: Readonly<Record<string, unknown>>): string {
  const own: string[] = [];
  const rules: string[] = [];
  const plain = selector === variants.base;
  for (const [name, raw] of Object.entries(given)) {
    if (Object.hasOwn(pseudo, name) && typeof raw === 'object' && raw !== null) {
      rules.push(`${selector}${pseudo[name]} { ${declarations({ ...raw })} }`);
    } else if (name === 'iconColor') {
      const value = valueBy(color, String(raw));
      rules.push(value === null ? refuse('value of iconColor') : `${iconOf(selector)} { color: ${value}; }`);
    } else own.push(declarations({ [name]: raw }, plain ? styleProperties : stateStyleProperties));
  }
  return [`${selector} { ${own.join(' ')} }`, ...rules].join('\n');
}

/** The selector of a field's icon in that state. */
function iconOf(selector: string): string {
  return selector === '.InputElement'
    ? '.CardBrandIcon'
    : `.CardField${selector.replace('.InputElement', '')} .CardBrandIcon`;
}

function declarations(given: Readonly<Record<string, unknown>>, properties = stateStyleProperties): string {
  return Object.entries(given)
    .map(([name, raw]) => {
      const property = name === 'fontSmoothing' ? 'WebkitFontSmoothing' : propertyName(name);
      const grammar = Object.hasOwn(properties, property) ? properties[property] : undefined;
      if (grammar === undefined) return refuse(`property ${name}`);
      const value = valueBy(grammar, String(raw));
      return value === null ? refuse(`value of ${name}`) : `${cssName(property)}: ${value};`;
    })
    .join(' ');
}

function refuse(what: string): '' {
  console.warn(`style: the ${what.slice(0, 200)} is not supported and has no effect.`);
  return '';
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cardStyleCss } from './card-style.ts';

describe("a card element's style", () => {
  const warn = vi.spyOn(console, 'warn');
  beforeEach(() => {
    warn.mockImplementation(() => {});
  });
  afterEach(() => {
    warn.mockReset();
  });

  it("is written out for its variants, as in Stripe's samples", () => {
    const css = cardStyleCss({
      base: {
        iconColor: '#c4f0ff',
        color: '#fff',
        fontWeight: '500',
        fontFamily: 'Roboto, Open Sans, sans-serif',
        fontSize: '16px',
        fontSmoothing: 'antialiased',
        ':-webkit-autofill': { color: '#fce883' },
        '::placeholder': { color: '#87BBFD' },
      },
      invalid: { iconColor: '#FFC7EE', color: '#FFC7EE' },
    });
    expect(css.split('\n')).toEqual([
      '.InputElement { color: #fff; font-weight: 500; font-family: "Roboto", "Open Sans", sans-serif; font-size: 16px; -webkit-font-smoothing: antialiased; }',
      '.CardBrandIcon { color: #c4f0ff; }',
      '.InputElement:autofill { color: #fce883; }',
      '.InputElement::placeholder { color: #87BBFD; }',
      '.InputElement.is-invalid { color: #FFC7EE; }',
      '.CardField.is-invalid .CardBrandIcon { color: #FFC7EE; }',
    ]);
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ['complete', 'fontFamily', 'Digits'],
    ['base', 'width', 'auto'],
    ['base', 'fieldSizing', 'content'],
    ['base', 'padding', '-4px'],
    ['base', 'lineHeight', 'normal'],
    ['base', 'iconColor', 'red } * { color: blue'],
    ['base', 'color', 'url(https://example.com/x)'],
    ['constructor', 'color', 'red'],
  ])('%s { %s: %s } is dropped, and said to be', (variant, property, value) => {
    expect(cardStyleCss({ [variant]: { [property]: value } })).not.toContain(':');
    expect(warn).toHaveBeenCalledOnce();
  });
});

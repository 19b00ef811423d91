import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatExpiry, formatNumber, plain, readExpiry } from './format.ts';

const atEnd = (text: string) => ({ text, caret: text.length });

/** Types a text key by key, as on a keyboard. */
function typed(text: string): string {
  return [...text].reduce((value, key) => formatExpiry(atEnd(value + key), value).text, '');
}

describe('the card number', () => {
  it.each([
    ['4242424242424242', '4242 4242 4242 4242'],
    ['4242 4242 4242 4242', '4242 4242 4242 4242'],
    ['4242-4242-4242-42429999', '4242 4242 4242 4242'],
    ['378282246310005', '3782 822463 10005'],
    ['36227206271667', '3622 720627 1667'],
    ['4', '4'],
  ])('%s is shown as %s', (given, shown) => {
    expect(formatNumber(atEnd(given))).toEqual(atEnd(shown));
  });

  it('keeps the caret after a digit that was typed in the middle', () => {
    expect(formatNumber({ text: '4242 42942 4242', caret: 8 })).toEqual({
      text: '4242 4294 2424 2',
      caret: 8,
    });
  });

  it('is stable: formatting twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 -]{0,25}$/), (text) => {
        const once = formatNumber(atEnd(text));
        expect(formatNumber(once)).toEqual(once);
      }),
    );
  });
});

describe('the expiry', () => {
  it.each(['1234', '12/34', '12 / 34', '12/2034', '122034'])(
    '%s is December 2034, pasted or typed',
    (text) => {
      expect(formatExpiry(atEnd(text), '').text).toBe('12 / 34');
      expect(typed(text)).toBe('12 / 34');
    },
  );

  it.each([
    ['1', '1'],
    ['12', '12 / '],
    ['5', '05 / '],
    ['13', '01 / 3'],
    ['135', '01 / 35'],
    ['13 / 30', '13 / 30'],
    ['0135', '01 / 35'],
    ['1/35', '01 / 35'],
  ])('%s is shown as %s', (text, shown) => {
    expect(formatExpiry(atEnd(text), '').text).toBe(shown);
  });

  it('takes the month as complete when the next digit starts the year', () => {
    expect(typed('134')).toBe('01 / 34');
  });

  it('loses a digit when the slash is deleted', () => {
    expect(formatExpiry(atEnd('12 /'), '12 / ').text).toBe('1');
  });

  it('is read as month and year', () => {
    expect(readExpiry('12 / 34')).toEqual({ month: 12, year: 2034 });
    expect(readExpiry('12 / 3')).toBeNull();
  });
});

describe('what a keyboard writes', () => {
  const digits = (system: string) =>
    [...'0123456789']
      .map((digit) => new Intl.NumberFormat(`en-u-nu-${system}`).format(Number(digit)))
      .join('');

  it('turns the digits of every script into 0 to 9', () => {
    const systems = Intl.supportedValuesOf('numberingSystem').filter((system) =>
      /^(?:(?=[\0-\uffff])\p{Nd}){10}$/u.test(digits(system)),
    );
    expect(systems).toEqual(expect.arrayContaining(['arab', 'arabext', 'deva', 'fullwide', 'thai']));
    for (const system of systems) expect(plain(digits(system)), system).toBe('0123456789');
  });

  it('turns full-width letters and signs into plain ones, and leaves everything else', () => {
    expect(plain('１２／３４　ＪＥＮＮＹ＠ｅｘａｍｐｌｅ．ｃｏｍ')).toBe('12/34 JENNY@example.com');
    expect(plain('ﬁ ① é 田中 ² アﾊﾟｰﾄ')).toBe('ﬁ ① é 田中 ² アﾊﾟｰﾄ');
    fc.assert(fc.property(fc.string(), (ascii) => plain(ascii) === ascii));
  });
});

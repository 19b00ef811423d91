import { describe, expect, it } from 'vitest';
import { facesIn, isLatin } from './font-face.ts';

const base = 'https://shop.example/css/fonts.css';
const face = (declarations: string) => facesIn(`@font-face { ${declarations} }`, base);

describe('the faces of a style sheet', () => {
  it('are rebuilt from what chooses between them, without anything that measures or styles text', () => {
    const sheet = `/* latin; @font-face { */ body { color: red }
@font-face { font-family: 'Inter'; font-style: italic; font-weight: 100 900; font-display: swap; size-adjust: 130%;
  ascent-override: 200%; font-feature-settings: "tnum" 0; src: local("Inter"), url(../inter.woff2) format('woff2');
  unicode-range: U+0000-00FF, U+0131, U+20?? }
@media print { @FONT-FACE{font-family:Other;src:url("data:font/woff2;base64,AA;==")} }`;
    expect(facesIn(sheet, base)).toEqual([
      {
        family: 'Inter',
        url: 'https://shop.example/inter.woff2',
        weight: '100 900',
        style: 'italic',
        unicodeRange: 'U+0000-00FF, U+0131-0131, U+2000-20FF',
      },
      {
        family: 'Other',
        url: 'data:font/woff2;base64,AA;==',
        weight: 'normal',
        style: 'normal',
        unicodeRange: 'U+0-10FFFF',
      },
    ]);
  });

  it.each([
    ['a face of the machine', 'font-family: A; src: local("Arial")'],
    ['no name', 'src: url(a.ttf)'],
    ['an address with another scheme', 'font-family: A; src: url(javascript:alert(1))'],
    ['an address that wraps another one', 'font-family: A; src: url(blob:https://shop.example/x)'],
  ])('%s is none', (_name, declarations) => {
    expect(face(declarations)).toEqual([]);
  });

  it('invalid descriptors are left out', () => {
    expect(face('font-family: A; src: url(a.ttf); font-weight: heavy; unicode-range: all')).toMatchObject([
      { weight: 'normal', unicodeRange: 'U+0-10FFFF' },
    ]);
  });

  it('those without Latin letters are told apart', () => {
    const latin = (range: string) =>
      face(`font-family: A; src: url(a.ttf); unicode-range: ${range}`).map(isLatin);
    expect(latin('U+0000-00FF')).toEqual([true]);
    expect(latin('U+0400-04FF, U+2116')).toEqual([false]);
    expect(latin('U+4E00-9FFF, U+61')).toEqual([true]);
  });

  it('end where the sheet does', () => {
    expect(facesIn('@font-face { font-family: A; src: url(a.ttf)', base)).toEqual([]);
    expect(facesIn('@font-face'.repeat(1000), base)).toEqual([]);
  });
});

/** Ways in which a card number comes where no card belongs, by what they are called. Each keeps every digit. */
export const disguises: Readonly<Record<string, (digits: string) => string>> = {
  'in one': (digits) => digits,
  'with spaces': grouped(' '),
  'with dashes': grouped('-'),
  'with dots': grouped('.'),
  'with underscores': grouped('_'),
  'with slashes': grouped('/'),
  'with tabs': grouped('\t'),
  'with line ends': grouped('\r\n'),
  'with commas': grouped(', '),
  'with colons': grouped(':'),
  'with stars': grouped('*'),
  'with plus signs': grouped('+'),
  'with two spaces': grouped('  '),
  'with no-break spaces': grouped('\u00a0'),
  'with narrow spaces': grouped('\u202f'),
  'with zero-width spaces': grouped('\u200b'),
  'with zero-width joiners': grouped('\u200d'),
  'with soft hyphens': grouped('\u00ad'),
  'with long dashes': grouped(' — '),
  'with byte order marks': grouped('\ufeff'),
  'with emojis': grouped('💳'),
  'with mixed signs': (digits) =>
    [...digits].map((digit, at) => (at % 3 === 1 ? ' -._/\t\u00a0'[at % 7] + digit : digit)).join(''),
  'digit by digit': (digits) => [...digits].join(' '),
  'dotted digit by digit': (digits) => [...digits].join('.'),
  'as 4-6-5': (digits) => `${digits.slice(0, 4)}.${digits.slice(4, 10)}.${digits.slice(10)}`,
  'as 6-4-rest': (digits) => `${digits.slice(0, 6)}_${digits.slice(6, 10)}_${digits.slice(10)}`,
  'full width': inScript(0xff10),
  Arabic: inScript(0x660),
  Persian: inScript(0x6f0),
  Devanagari: inScript(0x966),
  'mathematical bold': inScript(0x1d7ce),
  'mathematical monospace': inScript(0x1d7f6),
  'in two scripts': (digits) => digits.slice(0, 8) + inScript(0xff10)(digits.slice(8)),
  'as keycaps': (digits) => [...digits].join('\ufe0f\u20e3'),
  'percent-encoded': (digits) => encodeURIComponent(grouped(' ')(digits)),
  'percent-encoded no-break': (digits) => encodeURIComponent(grouped('\u00a0')(digits)),
  'percent-encoded full width': (digits) => encodeURIComponent(inScript(0xff10)(digits)),
  'percent-encoded digits': (digits) => [...digits].map((digit) => `%3${digit}`).join(''),
  'percent-encoded in part': (digits) => `${digits.slice(0, 8)}%3${digits[8]}${digits.slice(9)}`,
  'with HTML entities': grouped('&nbsp;'),
  'with numbered entities': grouped('&#160;'),
  'with hexadecimal entities': grouped('&#x2009;'),
  'as HTML entities': (digits) => [...digits].map((digit) => `&#${digit.charCodeAt(0)};`).join(''),
  'with HTML tags': grouped('<wbr>'),
  'between HTML tags': (digits) => `${digits.slice(0, 4)}<b>${digits.slice(4, 12)}</b>${digits.slice(12)}`,
  'in a JSON list': (digits) => grouped('","')(digits),
  'with JSON escapes': grouped('\\u00a0'),
  'with JSON line ends': grouped('\\n'),
  'as JSON escapes': (digits) => [...digits].map((digit) => `\\u003${digit}`).join(''),
};

function grouped(between: string): (digits: string) => string {
  return (digits) => digits.match(/\d{1,4}/g)?.join(between) ?? '';
}

function inScript(zero: number): (digits: string) => string {
  return (digits) => [...digits].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
}

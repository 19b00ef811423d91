import { amountStep } from '@onfile/shared/money.ts';
import { discountsOn } from './discounts.ts';
import { lineAmount } from './line-amount.ts';
import type { Line, Sale } from './sale.ts';
import { type Taxes, taxesOn } from './taxes.ts';

/** Integers in minor units. `subtotal - discount + taxExclusive` is `total`, and `tax` is the sum of both kinds. */
export interface LineAmounts {
  readonly subtotal: number;
  readonly discount: number;
  /** One for each discount of the sale, in order. */
  readonly discounts: readonly number[];
  /** Contained in `total`. */
  readonly taxInclusive: number;
  readonly taxExclusive: number;
  readonly tax: number;
  /** One for each rate of the line, in order. */
  readonly taxes: readonly number[];
  readonly total: number;
}

export interface Amounts<Sold extends Line = Line> {
  readonly subtotal: number;
  readonly discount: number;
  /** The cost of shipping before any tax added to it. */
  readonly shipping: number;
  /** Of lines and shipping. */
  readonly taxInclusive: number;
  readonly taxExclusive: number;
  readonly tax: number;
  /** `subtotal - discount + shipping + taxExclusive`. */
  readonly total: number;
  /** In the order of the sale's lines. */
  readonly lines: readonly (LineAmounts & { readonly line: Sold })[];
  /** Null if nothing is shipped. */
  readonly ofShipping: LineAmounts | null;
}

/**
 * All amounts of a sale; whoever shows or charges one takes it from here. Parts add up to their wholes to the minor unit,
 * and the order of the lines changes no total. Exact, without floating point.
 */
export function amountsOf<Sold extends Line>({
  currency,
  lines,
  discounts,
  shipping,
}: Sale<Sold>): Amounts<Sold> {
  const step = BigInt(amountStep(currency));
  const subtotals = lines.map(lineAmount);
  const taken = discountsOn(lines, subtotals, discounts, step);
  const ofLines = lines.map((line, index) => {
    const subtotal = subtotals[index] ?? 0n;
    const parts = taken.map((byLine) => byLine[index] ?? 0n);
    const net = parts.reduce((rest, part) => rest - part, subtotal);
    return { line, ...lineAmounts(subtotal, parts, taxesOn(net, line.taxes, step)) };
  });
  const ofShipping =
    shipping &&
    lineAmounts(BigInt(shipping.amount), [], taxesOn(BigInt(shipping.amount), shipping.taxes, step));
  const all = ofShipping === null ? ofLines : [...ofLines, ofShipping];
  return {
    subtotal: sum(ofLines, 'subtotal'),
    discount: sum(ofLines, 'discount'),
    shipping: ofShipping?.subtotal ?? 0,
    taxInclusive: sum(all, 'taxInclusive'),
    taxExclusive: sum(all, 'taxExclusive'),
    tax: sum(all, 'tax'),
    total: sum(all, 'total'),
    lines: ofLines,
    ofShipping,
  };
}

function lineAmounts(subtotal: bigint, parts: readonly bigint[], taxes: Taxes): LineAmounts {
  const discount = parts.reduce((all, part) => all + part, 0n);
  return {
    subtotal: Number(subtotal),
    discount: Number(discount),
    discounts: parts.map(Number),
    taxInclusive: Number(taxes.inclusive),
    taxExclusive: Number(taxes.exclusive),
    tax: Number(taxes.inclusive + taxes.exclusive),
    taxes: taxes.each.map(Number),
    total: Number(subtotal - discount + taxes.exclusive),
  };
}

type Summed = 'subtotal' | 'discount' | 'taxInclusive' | 'taxExclusive' | 'tax' | 'total';

function sum(lines: readonly LineAmounts[], name: Summed): number {
  return lines.reduce((all, line) => all + line[name], 0);
}

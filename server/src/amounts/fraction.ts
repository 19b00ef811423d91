/** An exact number. `over` is positive. */
export interface Fraction {
  readonly of: bigint;
  readonly over: bigint;
}

/** Parses decimal text without a sign, `8.875`. */
export function decimal(text: string): Fraction {
  const [whole = '0', places = ''] = text.split('.');
  return { of: BigInt(whole + places), over: 10n ** BigInt(places.length) };
}

export function times(one: Fraction, other: Fraction): Fraction {
  return { of: one.of * other.of, over: one.over * other.over };
}

export function plus(one: Fraction, other: Fraction): Fraction {
  return { of: one.of * other.over + other.of * one.over, over: one.over * other.over };
}

/**
 * Rounds to a whole multiple of `step`. An exact half goes away from zero, so that what is given back equals what was taken;
 * or down, towards −∞.
 */
export function rounded({ of, over }: Fraction, step: bigint, half: 'away' | 'down'): bigint {
  const unit = over * step;
  const below = floor(of, unit);
  const excess = 2n * (of - below * unit);
  const up = excess > unit || (excess === unit && half === 'away' && of > 0n);
  return (up ? below + 1n : below) * step;
}

/** The largest whole number not above `of / over`. */
export function floor(of: bigint, over: bigint): bigint {
  const towardsZero = of / over;
  return of < 0n && towardsZero * over !== of ? towardsZero - 1n : towardsZero;
}

import { brandCandidates, cardBrands, cardLengths } from '@onfile/shared/card-brands.ts';

/** How many digits the numbers with the same first four can have. */
export interface Beginning {
  /** Those of the brands that Stripe accepts; empty if none of them begins this way. */
  readonly processed: readonly number[];
  /** Those of all existing brands. */
  readonly any: readonly number[];
}

const known = new Map<number, Beginning>();

/** What a number that begins at a place of `digits` can be. */
export function beginningAt(digits: ArrayLike<number>, at: number): Beginning {
  const [a = 0, b = 0, c = 0, d = 0] = [digits[at], digits[at + 1], digits[at + 2], digits[at + 3]];
  const number = a * 1000 + b * 100 + c * 10 + d;
  const found = known.get(number) ?? beginningWith(String(number).padStart(4, '0'));
  known.set(number, found);
  return found;
}

function beginningWith(digits: string): Beginning {
  const processed = brandCandidates(digits).flatMap((brand) => cardBrands[brand].lengths);
  return { processed, any: [...processed, ...cardLengths(digits)] };
}

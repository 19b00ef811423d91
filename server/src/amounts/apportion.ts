/** Gets a part of a whole. */
interface Sharer {
  /** At least 0. */
  readonly weight: bigint;
  /** Decides who gets a unit to which two have the same claim, whatever their order. */
  readonly rank: string;
}

/**
 * Splits `whole`, at least 0, in proportion to the weights, in the order of the sharers. The parts add up to it, and none is
 * a unit or more away from its exact share. What rounding down leaves goes to the largest remainders.
 */
export function apportion(whole: bigint, sharers: readonly Sharer[]): bigint[] {
  const sum = sharers.reduce((total, { weight }) => total + weight, 0n);
  if (sum === 0n) return sharers.map(() => 0n);
  const parts = sharers.map(({ weight }) => (whole * weight) / sum);
  const left = Number(whole - parts.reduce((total, part) => total + part, 0n));
  const claims = sharers
    .map(({ weight, rank }, index) => ({ index, weight, rank, remainder: (whole * weight) % sum }))
    .sort(
      (one, other) =>
        compare(other.remainder, one.remainder) ||
        compare(other.weight, one.weight) ||
        compare(one.rank, other.rank),
    );
  for (const { index } of claims.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

function compare<Value extends bigint | string>(one: Value, other: Value): number {
  return one < other ? -1 : Number(one > other);
}

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded random choices: the same seed makes the same ones. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  of<Item>(items: readonly Item[]): Item;
}

export function chanceOf(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  const integer = (least: number, most: number) => uniformInt(generator, least, most);
  return {
    integer,
    of: (items) => {
      const item = items[integer(0, items.length - 1)];
      if (item === undefined) throw new Error('There is nothing to choose from.');
      return item;
    },
  };
}

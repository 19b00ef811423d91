/** What is sold: everything its amounts follow from. Amounts are minor units of its currency. */
export interface Sale<Sold extends Line = Line> {
  readonly currency: string;
  readonly lines: readonly Sold[];
  /** Applied in order, each to what the previous ones have left. */
  readonly discounts: readonly Discount[];
  readonly shipping: Shipping | null;
}

export interface Line {
  /** Distinguishes it from the sale's other lines. */
  readonly id: string;
  /** Minor units, as decimal text with up to 12 places. */
  readonly unitAmount: string;
  readonly quantity: number;
  /** The part of its period that is charged or given back; null for all of it. */
  readonly proration: Proration | null;
  readonly taxes: readonly Tax[];
}

interface Proration {
  readonly direction: 'charged' | 'given_back';
  /** Whole seconds, out of those of the period. */
  readonly seconds: number;
  readonly ofSeconds: number;
}

export type Discount = {
  /** Ids of the lines it applies to; null for all. Lines that give money back are never among them. */
  readonly from: readonly string[] | null;
} & (
  | {
      /** Decimal text, above 0 and up to 100. */
      readonly percent: string;
    }
  | { readonly amount: number }
);

export interface Tax {
  /** Decimal text, up to 4 places. */
  readonly percent: string;
  /** Whether the price contains it. */
  readonly inclusive: boolean;
}

interface Shipping {
  readonly amount: number;
  readonly taxes: readonly Tax[];
}

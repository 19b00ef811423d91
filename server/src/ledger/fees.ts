/** What an account pays for a charge. */
export interface FeeRate {
  /** Percent of the amount, as decimal text. */
  readonly percent: string;
  /** Minor units of the charge's currency on top. */
  readonly fixed: number;
}

/** Stripe's rate in test mode. */
export const defaultFeeRate: FeeRate = { percent: '2.9', fixed: 30 };

/**
 * A charge's fee in minor units: the percentage is rounded half up to a whole minor unit, the fixed part is added, and the
 * fee never exceeds the charge. Fees are rounded nowhere else; exact, without floating point.
 */
export function feeOf(amount: number, { percent, fixed }: FeeRate): number {
  const [whole = '0', fraction = ''] = percent.split('.');
  const divisor = 100n * 10n ** BigInt(fraction.length);
  const share = (2n * BigInt(whole + fraction) * BigInt(amount) + divisor) / (2n * divisor);
  return Math.min(amount, Number(share) + fixed);
}

const day = 24 * 60 * 60;
const settlementDays = 2;

/** When a charge's money becomes available: the first midnight (UTC) after the settlement delay. */
export function availableOn(now: number): number {
  return Math.ceil((now + settlementDays * day) / day) * day;
}

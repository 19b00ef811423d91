const minute = 60;
const hour = 60 * minute;

/** For how long an endpoint that does not answer is tried. Source: Stripe's delivery of live events. */
export const patienceSeconds = 3 * 24 * hour;

/** Pauses after the first tries; from then on the last one. */
const pauses = [minute, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 12 * hour] as const;

/** By how much of itself a pause may be shorter, so that what failed together does not come again together. */
const jitter = 0.2;

/**
 * Unix seconds of the next try after `tries` have failed; null when it is given up. `chance`, from 0 to below 1, makes
 * the pause shorter, and never longer.
 */
export function nextTry(tries: number, now: number, giveUpAt: number, chance: number): number | null {
  const pause = pauses[Math.min(tries, pauses.length) - 1] ?? pauses[0];
  const next = now + Math.ceil(pause * (1 - jitter * chance));
  return next > giveUpAt ? null : next;
}

const minute = 60;
const hour = 60 * minute;

/** For how long an endpoint that does not answer is tried. Source: Stripe's delivery of live events. */
export const patienceSeconds = 3 * 24 * hour;

/** Pauses after the first tries; the last one is used from then on. */
const pauses = [minute, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 12 * hour] as const;

/** By what share a pause may be shortened, so that what failed together is not retried together. */
const jitter = 0.2;

/**
 * Unix seconds of the next try after `tries` have failed; null if it is given up. `chance`, from 0 to below 1, shortens the
 * pause and never lengthens it.
 */
export function nextTry(tries: number, now: number, giveUpAt: number, chance: number): number | null {
  const pause = pauses[Math.min(tries, pauses.length) - 1] ?? pauses[0];
  const next = now + Math.ceil(pause * (1 - jitter * chance));
  return next > giveUpAt ? null : next;
}

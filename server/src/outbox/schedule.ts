const minute = 60;
const hour = 60 * minute;

/** For how long an endpoint that does not answer is tried. Source: Stripe's delivery of live events. */
export const patienceSeconds = 3 * 24 * hour;

/** Pauses after the first tries; from then on the last one. */
const pauses = [5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 12 * hour] as const;

/** Unix seconds of the next try after `tries` have failed; null when it is given up. */
export function nextTry(tries: number, now: number, giveUpAt: number): number | null {
  const pause = pauses[Math.min(tries, pauses.length) - 1] ?? pauses[0];
  return now + pause > giveUpAt ? null : now + pause;
}

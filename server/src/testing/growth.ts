/** How many times longer the second text is, and how much more time it may take: quadratic growth would be 64. */
export const longer = 8;
export const bearable = 32;

const leastMs = 2;
const tries = 4;

/**
 * How many times longer `run` takes with `longer` times the size. The best of several tries counts, because other work on
 * the machine only makes them longer.
 */
export async function growthOf(run: (size: number) => unknown, size: number): Promise<number> {
  await run(size);
  let best = Infinity;
  for (let attempt = 0; attempt < tries && best > bearable / 2; attempt += 1) {
    const [once, times] = await timeOf(run, size);
    const begun = performance.now();
    await run(longer * size);
    best = Math.min(best, (performance.now() - begun) / (once / times));
  }
  return best;
}

/** Repeats until the time is measurable. */
async function timeOf(run: (size: number) => unknown, size: number): Promise<[ms: number, times: number]> {
  const begun = performance.now();
  for (let times = 1; ; times += 1) {
    await run(size);
    const took = performance.now() - begun;
    if (took >= leastMs) return [took, times];
  }
}

// Measures throughput in rounds, so that figures to be compared are measured within the same minute.
import { load } from './load.mjs';

export const connectionCounts = [1, 16];
const warmUpSeconds = 1;
/** How many requests to prepare for each second of a scenario that uses up what it works on. */
const preparedPerSecond = 1000;

/**
 * Measures subjects in turns. A subject has a `name`, a `start()` that resolves with a running service, and a
 * `prepare(url, count)` that resolves with a function that makes requests. Returns results by name, `{ perSecond, p50,
 * p99 }` for each number of connections: the best of the rounds, since whatever else runs on the machine only slows it.
 */
export async function measureThroughput(subjects, { rounds, seconds }) {
  const samples = new Map(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) samples.get(subject.name).push(await sample(subject, seconds));
  }
  return new Map(
    [...samples].map(([name, taken]) => [name, connectionCounts.map((_, at) => best(taken, at))]),
  );
}

async function sample({ start, prepare }, seconds) {
  const { urls, stop } = await start();
  try {
    const next = await prepare(
      urls[0],
      preparedPerSecond * (connectionCounts.length * seconds + warmUpSeconds),
    );
    await load(urls, { connections: 16, seconds: warmUpSeconds, next });
    const results = [];
    for (const connections of connectionCounts)
      results.push(await load(urls, { connections, seconds, next }));
    return results;
  } finally {
    await stop();
  }
}

function best(samples, at) {
  return samples.map((results) => results[at]).reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
}

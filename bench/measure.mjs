// Throughput of floors and scenarios, in rounds: what stands in one row was measured within the same minute.
import { load } from './load.mjs';
import { floors, scenarios } from './scenarios.mjs';
import { startFloor, startOnfile } from './servers.mjs';

export const connectionCounts = [1, 16];
const warmUpSeconds = 1;
/** How many requests a scenario that uses things up may have for each second of measurement. */
const preparedPerSecond = 1000;

/**
 * Results by name, `{ perSecond, p99 }` for each number of connections: the best of the rounds, since what else runs
 * on the machine can only take away.
 */
export async function measureThroughput({ rounds, seconds, only }) {
  const chosen = scenarios.filter((scenario) => only === undefined || scenario.name.includes(only));
  const needed = floors.filter(
    (floor) => only === undefined || chosen.some((scenario) => scenario.against === floor.name),
  );
  const results = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const floor of needed) {
      await measure(results, floor, () => startFloor(floor.server), seconds);
    }
    for (const scenario of chosen) await measure(results, scenario, () => startOnfile(), seconds);
  }
  return new Map([...results].map(([name, counts]) => [name, counts.map(best)]));
}

async function measure(results, subject, start, seconds) {
  const server = await start();
  try {
    const prepared = preparedPerSecond * (connectionCounts.length * seconds + warmUpSeconds);
    const next = await subject.prepare(server.url, prepared);
    await load(server.url, { connections: 16, seconds: warmUpSeconds, next });
    const counts = results.get(subject.name) ?? connectionCounts.map(() => []);
    results.set(subject.name, counts);
    for (const [index, connections] of connectionCounts.entries()) {
      counts[index].push(await load(server.url, { connections, seconds, next }));
    }
  } finally {
    await server.stop();
  }
}

function best(samples) {
  return samples.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
}

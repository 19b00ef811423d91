// The load generator: keeps a number of connections busy, each with one request at a time.
import { Client } from 'undici';

/**
 * Sends what `next()` returns (null when there is no more) for `seconds`, spreading the connections over the `urls` of one
 * service. Returns requests per second, and the median and 99th percentile of the latency in milliseconds. Throws at the
 * first answer that is not 200.
 */
export async function load(urls, { connections, seconds, next }) {
  const latencies = [];
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const client = new Client(urls[index % urls.length]);
      for (let request = next(); request !== null; request = next()) {
        const sent = performance.now();
        await answered(client, request);
        const received = performance.now();
        latencies.push(received - sent);
        if (received > until) break;
      }
      await client.close();
    }),
  );
  const elapsed = (performance.now() - begun) / 1000;
  latencies.sort((a, b) => a - b);
  const percentile = (share) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { perSecond: latencies.length / elapsed, p50: percentile(0.5), p99: percentile(0.99) };
}

/** Sends one request and reads its answer to the end, without parsing it. */
function answered(client, request) {
  return new Promise((resolve, reject) => {
    let status = 0;
    client.dispatch(request, {
      onConnect() {},
      onHeaders(code) {
        status = code;
        return true;
      },
      onData: () => true,
      onComplete() {
        if (status === 200) resolve();
        else reject(new Error(`${request.method} ${request.path} answered ${status}`));
      },
      onError: reject,
    });
  });
}

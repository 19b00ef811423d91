// How fast events reach an endpoint, and what an endpoint costs the requests that cause them.
import { createServer } from 'node:http';
import { load } from './load.mjs';
import { customerParams, post, send } from './requests.mjs';
import { startOnfile } from './servers.mjs';

const patienceMs = 60_000;

/** Customers created per second without and with an endpoint that receives each event, and events delivered per second. */
export async function webhookRates(seconds) {
  const alone = await creating(seconds, null);
  const receiver = await startReceiver();
  const heard = await creating(seconds, receiver);
  receiver.stop();
  return { alone: alone.perSecond, listened: heard.perSecond, delivered: heard.delivered };
}

async function creating(seconds, receiver) {
  const server = await startOnfile();
  if (receiver !== null) {
    const params = { url: receiver.url, 'enabled_events[0]': 'customer.created' };
    await send(server.url, post('/v1/webhook_endpoints', params));
  }
  const begun = performance.now();
  let made = 0;
  const next = () => {
    made += 1;
    return post('/v1/customers', customerParams, { idempotent: false });
  };
  const { perSecond } = await load([server.url], { connections: 16, seconds, next });
  const delivered = receiver === null ? 0 : made / ((await receiver.all(made, begun)) / 1000);
  await server.stop();
  return { perSecond, delivered };
}

async function startReceiver() {
  let received = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      received += 1;
      response.end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    /** Milliseconds from `begun` until everything had arrived. */
    all: async (expected, begun) => {
      const until = performance.now() + patienceMs;
      while (received < expected && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (received < expected) throw new Error(`Only ${received} of ${expected} events were delivered.`);
      return performance.now() - begun;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

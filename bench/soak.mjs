// Whether a server's memory stays flat, however many requests it has answered.
import { load } from './load.mjs';
import {
  customerParams,
  freshKey,
  get,
  offSessionParams,
  paidIntentParams,
  post,
  send,
  sessionParams,
} from './requests.mjs';
import { startOnfile } from './servers.mjs';
import { count, decimals, table, verdict } from './table.mjs';

const parts = 20;
const connections = 16;
/** After so many requests a fresh sandbox is used: what is kept for each account must be released, too. */
const requestsPerSandbox = 2000;
/** The last quarter's most, of the second's. The collector has no reason to run in an idle process, so a little is allowed. */
const growthMax = 1.05;

/** Sends `requests` of all kinds and samples the resident memory meanwhile. */
export async function soakTable(requests) {
  const server = await startOnfile();
  try {
    const samples = [];
    let sandbox = await openSandbox(server.url);
    let sent = 0;
    for (let part = 1; part <= parts; part += 1) {
      const until = Math.round((requests * part) / parts);
      const begun = performance.now();
      const before = sent;
      while (sent < until) {
        let left = Math.min(requestsPerSandbox, until - sent);
        sent += left;
        const next = () => {
          left -= 1;
          return left < 0 ? null : sandbox(left);
        };
        await load([server.url], { connections, seconds: Number.POSITIVE_INFINITY, next });
        sandbox = await openSandbox(server.url);
      }
      const perSecond = (sent - before) / ((performance.now() - begun) / 1000);
      samples.push({ sent, perSecond, memory: server.residentMemory() });
    }
    return memoryTable(samples);
  } finally {
    await server.stop();
  }
}

/** A sandbox with one customer and a saved card; returns a function that makes requests, of all kinds in turn. */
async function openSandbox(url) {
  const key = freshKey();
  const { id } = await send(url, post('/v1/customers', customerParams, { key }));
  const card = await send(url, post('/v1/payment_methods/pm_card_visa/attach', { customer: id }, { key }));
  const kinds = [
    () => post('/v1/customers', customerParams, { key }),
    () => get(`/v1/customers/${id}`, key),
    () => get('/v1/customers?limit=10', key),
    () => post('/v1/checkout/sessions', sessionParams(id), { key }),
    () => post('/v1/payment_intents', paidIntentParams, { key }),
    () => post('/v1/payment_intents', offSessionParams(id, card.id), { key }),
    () => get('/v1/events?limit=10', key),
    () => get('/v1/payment_intents?limit=10', key),
  ];
  return (number) => kinds[number % kinds.length]();
}

function memoryTable(samples) {
  const rows = samples.map(({ sent, perSecond, memory }) => [
    count(sent),
    count(perSecond),
    memory === null ? '' : `${decimals(memory, 1)} MiB`,
  ]);
  const most = (from, to) => Math.max(...samples.slice(from * parts, to * parts).map(({ memory }) => memory));
  const growth = most(0.75, 1) / most(0.25, 0.5);
  const said = `Most in the last quarter, of most in the second: ${decimals(growth, 2)} (aim ≤ ${growthMax}: ${verdict(growth <= growthMax)})`;
  return `${table(['requests', 'req/s', 'resident memory'], rows)}\n\n${said}`;
}

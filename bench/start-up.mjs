// What a process costs before its first request: time, memory, and a sandbox.
import { customerParams, freshKey, get, paidIntentParams, post, secretKey, send } from './requests.mjs';
import { dataFolder, startFloor, startOnfile } from './servers.mjs';

const starts = 5;
const settleMs = 5000;
const sandboxes = 200;
const resets = 5;
const paymentsPerReset = 200;

/**
 * Milliseconds from the start of the process to its first answered write, in turns: `{ onfile, bare }`, Onfile on an
 * existing data folder, and a bare Fastify on a database that it creates.
 */
export async function firstAnswerMs() {
  const data = dataFolder();
  const onfile = [];
  const bare = [];
  for (let run = 0; run <= starts; run += 1) {
    onfile.push(await firstAnswer(await startOnfile({ data })));
    bare.push(await firstAnswer(await startFloor('insert-shared-commit')));
  }
  data.remove();
  return { onfile: middle(onfile.slice(1)), bare: middle(bare.slice(1)) };
}

async function firstAnswer(server) {
  await send(server.url, post('/v1/customers', customerParams));
  const ms = performance.now() - server.started;
  await server.stop();
  return ms;
}

/** MiB of a server that has answered a few calls and is idle. */
export async function idleMemory() {
  const server = await startOnfile();
  await send(server.url, post('/v1/customers', customerParams));
  await send(server.url, get('/v1/customers', secretKey));
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const memory = server.residentMemory();
  await server.stop();
  return memory;
}

/** Milliseconds that the first request of a new key takes beyond the second one. */
export async function freshSandboxMs() {
  const server = await startOnfile();
  const costs = [];
  for (let made = 0; made < sandboxes; made += 1) {
    const key = freshKey();
    const first = await timed(() => send(server.url, get('/v1/customers?limit=1', key)));
    const second = await timed(() => send(server.url, get('/v1/customers?limit=1', key)));
    costs.push(first - second);
  }
  await server.stop();
  return middle(costs.slice(sandboxes / 4));
}

/** Milliseconds it takes to empty a sandbox that holds what a test suite leaves: customers and their payments. */
export async function resetMs() {
  const server = await startOnfile();
  const costs = [];
  for (let suite = 0; suite < resets; suite += 1) {
    for (let made = 0; made < paymentsPerReset; made += 1) {
      await send(server.url, post('/v1/customers', customerParams));
      await send(server.url, post('/v1/payment_intents', paidIntentParams));
    }
    costs.push(await timed(() => send(server.url, post('/v1/onfile/reset', ''))));
  }
  await server.stop();
  return middle(costs);
}

async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function middle(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

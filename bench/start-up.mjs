// What a process costs before its first request: time, memory, and a sandbox.
import { customerParams, freshKey, get, post, secretKey, send } from './requests.mjs';
import { dataFolder, startOnfile } from './servers.mjs';

const starts = 5;
const settleMs = 5000;
const sandboxes = 200;
const resets = 5;
const paymentsPerReset = 200;
const paymentParams =
  'amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never';

/** Milliseconds from the start of the process to its first answered API call, on a data folder that is there already. */
export async function firstAnswerMs() {
  const data = dataFolder();
  const times = [];
  for (let run = 0; run <= starts; run += 1) {
    const server = await startOnfile(data);
    await send(server.url, get('/v1/customers?limit=1'));
    times.push(performance.now() - server.started);
    await server.stop();
  }
  data.remove();
  return middle(times.slice(1));
}

/** MiB of a server that has answered a few calls and then rests. */
export async function idleMemory() {
  const server = await startOnfile();
  await send(server.url, post('/v1/customers', customerParams));
  await send(server.url, get('/v1/customers', secretKey));
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const memory = server.residentMemory();
  await server.stop();
  return memory;
}

/** Milliseconds that the first request of a new key takes beyond what the second one takes. */
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

/** Milliseconds in which a sandbox is emptied that holds what a test suite leaves: customers and their payments. */
export async function resetMs() {
  const server = await startOnfile();
  const costs = [];
  for (let suite = 0; suite < resets; suite += 1) {
    for (let made = 0; made < paymentsPerReset; made += 1) {
      await send(server.url, post('/v1/customers', customerParams));
      await send(server.url, post('/v1/payment_intents', paymentParams));
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

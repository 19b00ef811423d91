// Everything but throughput: start-up, memory, sandboxes, the Payment Element, webhooks, large accounts, sizes.
import { readyMs } from './element.mjs';
import { listTimes, sizes } from './growth.mjs';
import { scriptSizes } from './sizes.mjs';
import { firstAnswerMs, freshSandboxMs, idleMemory, resetMs } from './start-up.mjs';
import { count, decimals, table, verdict } from './table.mjs';
import { webhookRates } from './webhooks.mjs';

/** A table row: a name, a value as text and, if it has one, its aim and whether that is met. */
const row = (name, value, aim = '', met = undefined) => [
  name,
  value,
  aim,
  met === undefined ? '' : verdict(met),
];

export async function costTable(seconds) {
  const rows = [
    ...(await startRows()),
    ...(await sandboxRows()),
    ...(await elementRows()),
    ...(await webhookRows(seconds)),
    ...(await growthRows(seconds)),
  ];
  return table(['', 'today', 'aim', 'met'], rows);
}

async function startRows() {
  const { onfile, bare } = await firstAnswerMs();
  const memory = await idleMemory();
  return [
    row(
      'start to first answered write, of a bare Fastify with SQLite',
      `${count(onfile)} of ${count(bare)} ms: ${decimals(onfile / bare, 2)}`,
      '≤ 1.05',
      onfile / bare <= 1.05,
    ),
    memory === null
      ? row('idle memory', 'not told by this system', '≤ 80 MiB')
      : row('idle memory', `${decimals(memory, 1)} MiB`, '≤ 80 MiB', memory <= 80),
  ];
}

async function sandboxRows() {
  const sandbox = await freshSandboxMs();
  const reset = await resetMs();
  return [
    row('fresh sandbox', `${decimals(sandbox, 2)} ms`, '< 5 ms', sandbox < 5),
    row(
      'reset of a sandbox with 200 customers and 200 payments',
      `${decimals(reset, 1)} ms`,
      '< 100 ms',
      reset < 100,
    ),
  ];
}

async function elementRows() {
  const name = 'Payment Element: mount to ready, of an empty frame';
  const ready = await readyMs();
  if (ready === null) return [row(name, 'no Chromium found')];
  const { element, empty } = ready;
  const visit = (which, times) => {
    const ratio = element[which] / empty[which];
    return [
      `${count(element[which])} of ${count(empty[which])} ms: ${decimals(ratio, 1)}`,
      `≤ ${times}`,
      ratio <= times,
    ];
  };
  return [row(`${name}, first visit`, ...visit('first', 3)), row(`${name}, again`, ...visit('again', 1.5))];
}

async function webhookRows(seconds) {
  const { alone, listened, delivered } = await webhookRates(seconds);
  return [
    row('create a customer with a webhook endpoint listening, of without', decimals(listened / alone, 2)),
    row('webhook deliveries a second, while they are caused', count(delivered)),
  ];
}

async function growthRows(seconds) {
  const [small, large] = await listTimes(seconds);
  const growth = (name, page, most) =>
    row(
      `${name}, ${sizes.map(count).join(' and ')} customers`,
      `${decimals(small[page], 2)} and ${decimals(large[page], 2)} ms`,
      `≤ ${most} ×`,
      large[page] / small[page] <= most,
    );
  return [
    growth('first page of ten', 'first', 1.2),
    growth('page of ten from the middle', 'middle', 1.2),
    growth('search as somebody types', 'search', 2),
  ];
}

/** The sizes of what browsers load from `folder`. */
export function sizeTable(folder) {
  const scripts = scriptSizes(folder);
  if (scripts.length === 0) return 'The front ends are not built: no script sizes.';
  return table(
    ['script', 'bytes', 'gzip'],
    scripts.map(({ name, bytes, gzip }) => [name, count(bytes), count(gzip)]),
  );
}

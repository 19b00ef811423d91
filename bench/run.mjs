// `npm run bench`: measures a built Onfile beside bare servers on the same machine and prints the tables.
// ONFILE_BENCH_COMMAND names another build of the command, to compare two.
// `npm run bench -- --rounds 1 --seconds 2 --only "read"` measures less, for work on one thing.
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readyMs } from './element.mjs';
import { listTimes, sizes } from './growth.mjs';
import { measureThroughput } from './measure.mjs';
import { floors, scenarios } from './scenarios.mjs';
import { pinned } from './servers.mjs';
import { scriptSizes } from './sizes.mjs';
import { firstAnswerMs, freshSandboxMs, idleMemory, resetMs } from './start-up.mjs';
import { count, decimals, table, verdict } from './table.mjs';
import { webhookRates } from './webhooks.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    only: { type: 'string' },
  },
});
const seconds = Number(options.seconds);
const assets = join(dirname(fileURLToPath(import.meta.url)), '..', 'cli', 'dist', 'assets');

console.log(
  `Node ${process.version}, ${cpus().length} cores, ${pinned ? 'server and load on a core each' : 'NOT pinned to cores'}; ${options.rounds} rounds of ${seconds} s\n`,
);

const results = await measureThroughput({ rounds: Number(options.rounds), seconds, only: options.only });
console.log(throughputTable(results));
if (options.only === undefined) {
  console.log(`\n${await costTable()}`);
  console.log(`\n${sizeTable()}`);
}

function throughputTable(measured) {
  const rows = [...floors, ...scenarios].flatMap((subject) => {
    const counts = measured.get(subject.name);
    if (counts === undefined) return [];
    const [one, sixteen] = counts;
    return [[subject.name, ...cells(one), ...cells(sixteen), ...comparison(subject, sixteen, measured)]];
  });
  return table(
    ['', '1 conn: req/s', 'p99 ms', '16 conn: req/s', 'p99 ms', 'of its floor', 'target', 'met', 'best peer'],
    rows,
  );
}

function cells({ perSecond, p99 }) {
  return [count(perSecond), decimals(p99, 2)];
}

function comparison({ against, target, peer }, sixteen, measured) {
  const floor = measured.get(against)?.[1];
  const ratio = floor && sixteen.perSecond / floor.perSecond;
  return [
    ratio === undefined ? '' : decimals(ratio, 2),
    target === undefined ? '' : `≥ ${target}`,
    target === undefined || ratio === undefined ? '' : verdict(ratio >= target),
    peer === undefined ? '' : count(peer),
  ];
}

async function costTable() {
  const start = await firstAnswerMs();
  const memory = await idleMemory();
  const sandbox = await freshSandboxMs();
  const reset = await resetMs();
  const ready = await readyMs();
  const hooks = await webhookRates(seconds);
  const [small, large] = await listTimes(seconds);
  const grown = (page) => large[page] / small[page];
  const growth = (name, page, most = 1.2) => [
    `${name}, ${sizes.map(count).join(' and ')} customers`,
    `${decimals(small[page], 2)} and ${decimals(large[page], 2)} ms`,
    `≤ ${most} ×`,
    verdict(grown(page) <= most),
  ];
  return table(
    ['', 'today', 'target', 'met'],
    [
      ['start to first answer', `${count(start)} ms`, '≤ 250 ms', verdict(start <= 250)],
      memory === null
        ? ['idle memory', 'not told by this system', '≤ 80 MiB', '']
        : ['idle memory', `${decimals(memory, 1)} MiB`, '≤ 80 MiB', verdict(memory <= 80)],
      ['fresh sandbox', `${decimals(sandbox, 2)} ms`, '< 5 ms', verdict(sandbox < 5)],
      [
        'reset of a sandbox with 200 customers and 200 payments',
        `${decimals(reset, 1)} ms`,
        '< 100 ms',
        verdict(reset < 100),
      ],
      ready === null
        ? ['Payment Element: mount to ready', 'no Chromium found', '', '']
        : [
            'Payment Element: mount to ready, first visit and again',
            `${count(ready.first)} and ${count(ready.again)} ms`,
            '',
            '',
          ],
      [
        'create a customer with a webhook endpoint listening, of without',
        decimals(hooks.listened / hooks.alone, 2),
        '',
        '',
      ],
      ['webhook deliveries a second, while they are caused', count(hooks.delivered), '', ''],
      growth('first page of ten', 'first'),
      growth('page of ten from the middle', 'middle'),
      growth('search as somebody types', 'search', 2),
    ],
  );
}

function sizeTable() {
  const scripts = scriptSizes(assets);
  if (scripts.length === 0) return 'The front ends are not built: no script sizes.';
  return table(
    ['script', 'bytes', 'gzip'],
    scripts.map(({ name, bytes, gzip }) => [name, count(bytes), count(gzip)]),
  );
}

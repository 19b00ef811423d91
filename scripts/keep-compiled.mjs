// `node scripts/keep-compiled.mjs <folder>`: starts the server built into the folder, lets it answer a request, and stores
// next to it the code that V8 has compiled by then.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.mjs';

const folder = resolve(process.argv[2] ?? '');
const patienceMs = 30_000;
const data = mkdtempSync(join(tmpdir(), 'onfile-build-'));
// Ignores the settings files of whoever builds.
process.chdir(data);
const port = await freePort();
process.argv.splice(2, Number.POSITIVE_INFINITY, 'serve', '--port', String(port), '--data', data);
process.stdout.write = () => true;
process.on('exit', () => rmSync(data, { recursive: true, force: true }));

const { script } = await import(join(folder, 'onfile.js'));
await answered(performance.now() + patienceMs);
writeFileSync(join(folder, 'command.v8'), script.createCachedData());
process.kill(process.pid, 'SIGTERM');

async function answered(until) {
  const response = await fetch(`http://127.0.0.1:${port}/v1/customers`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_BQokikJOvBiI2HlWgH4olfQ2' },
    body: new URLSearchParams({ name: 'Jenny Rosen' }),
  }).catch(() => null);
  if (response?.ok) return;
  if (performance.now() > until) throw new Error('The server that was built does not answer.');
  await sleep(50);
  await answered(until);
}

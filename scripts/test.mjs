// `npm test`: sets up what the tests need where it can (Chromium, PostgreSQL), runs the checks and all tests, and says
// what it had to skip and why.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from './find-chromium.mjs';
import { startPostgres } from './start-postgres.mjs';

const skipped = [];

function run(command, args, environment = {}) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  if (status !== 0) process.exitCode = status ?? 1;
  return status === 0;
}

const isOnPath = (command) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));

const chromium = findChromium();
if (chromium === null)
  skipped.push('browser tests: no Chromium found (set CHROME_PATH, or install chromium)');
const engines = JSON.parse(readFileSync(new URL('../e2e/support/engines.json', import.meta.url), 'utf8'));
for (const [name, { commands, packages }] of Object.entries(engines)) {
  const missing = commands.filter((command) => !isOnPath(command));
  if (missing.length > 0)
    skipped.push(`tests in ${name}: no ${missing.join(', ')} found (Debian's ${packages})`);
}
const postgres = await startPostgres();
if ('skipped' in postgres) skipped.push(`tests on PostgreSQL: ${postgres.skipped}`);

try {
  const environment = {
    ...(chromium === null ? {} : { CHROME_PATH: chromium }),
    ...('url' in postgres ? { TEST_DATABASE_URL: postgres.url } : {}),
  };
  const built = run('npm', ['run', '--silent', 'build']) && run('npm', ['run', '--silent', 'check']);
  if (built) {
    const exclude = chromium === null ? ['--exclude', '**/*.browser.test.ts', '--exclude', 'e2e/**'] : [];
    run('npx', ['vitest', 'run', ...exclude, ...process.argv.slice(2)], environment);
  }
} finally {
  if ('stop' in postgres) await postgres.stop();
}

for (const what of skipped) console.log(`Skipped ${what}`);

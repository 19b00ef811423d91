// Writes screenshots of each page of the dashboard, on a month of a small shop's business, to docs/screenshots.
// The walk through the pages is that of their accessibility test.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'docs', 'screenshots');
rmSync(folder, { recursive: true, force: true });

const run = (command, ...args) =>
  spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ONFILE_SCREENSHOTS: folder },
  }).status;

const built = run(process.execPath, join(root, 'scripts', 'build.mjs'));
process.exitCode =
  built === 0
    ? (run('npx', 'vitest', 'run', 'e2e/dashboard-gallery', 'e2e/dashboard-members') ?? 1)
    : (built ?? 1);

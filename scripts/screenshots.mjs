// Writes screenshots of every dashboard page, showing a month of a small shop's business, to docs/screenshots. They are
// taken along the accessibility test's walk through the pages.
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

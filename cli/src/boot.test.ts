import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const copy = mkdtempSync(join(dist, 'boot-'));
const compiled = readFileSync(join(dist, 'command.v8'));
for (const file of readdirSync(dist).filter((name) => /\.c?js$/.test(name)))
  copyFileSync(join(dist, file), join(copy, file));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it.each([
  ['half of it', compiled.subarray(0, compiled.length / 2)],
  ["another version's", Buffer.from(compiled).fill(1, 0, 16)],
  ['nothing', Buffer.alloc(0)],
])('the command starts where what V8 has compiled is %s', (_what, contents) => {
  writeFileSync(join(copy, 'command.v8'), contents);
  const { stdout, stderr } = spawnSync(process.execPath, [join(copy, 'onfile.js'), '--version'], {
    encoding: 'utf8',
  });
  expect([stdout, stderr]).toEqual(['0.1.0\n', '']);
});

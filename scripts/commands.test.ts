import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const workspaces: readonly string[] = read('package.json').workspaces;

/** A bin whose file is missing gets no link; `npx` would then ask the registry for a package of that name, and run it. */
test('commands exist when npm installs, before anything is built', () => {
  const commands = workspaces.flatMap((workspace) =>
    Object.values<string>(read(`${workspace}/package.json`).bin ?? {}).map((path) => `${workspace}/${path}`),
  );
  expect(commands).not.toEqual([]);
  const kept = execFileSync('git', ['ls-files', ...commands], { cwd: root, encoding: 'utf8' });
  expect(kept.trim().split('\n').sort()).toEqual(commands.sort());
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const gone = 'gone.css';
const script = join(import.meta.dirname, 'check-tree.mjs');

/** What the check reports about a tree of these files. */
function problemsOf(files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'onfile-tree-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { status, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
    const problems = stderr.split('\n').filter((line) => line !== '');
    expect(status).toBe(problems.length > 0 ? 1 : 0);
    return problems;
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('a path is found by its full name or by its end', () => {
  const text =
    'See `server/src/store/store.ts`, `store/store.ts`, `store.ts`, `src/store/` and [this](docs/a.md#b).';
  expect(
    problemsOf({
      'README.md': text,
      'docs/a.md': '[up](../README.md)',
      'server/src/store/store.ts': '// As README.md says, and store/store.ts does.\n',
    }),
  ).toEqual([]);
});

test('a path that is gone is reported where documents and comments name it', () => {
  expect(
    problemsOf({
      'README.md': 'First.\nSee `store/gone.ts`, `src/gone/` and [this](docs/gone.md).',
      'server/src/here.ts': [
        "import { a } from './not-looked-at.ts';",
        '/** As `store/gone.ts` does. */',
        `const a = 1; // ${gone}`,
        " * docs/gone.md, for 'a'",
      ].join('\n'),
    }),
  ).toEqual([
    'README.md:2 names store/gone.ts, which does not exist',
    'README.md:2 names src/gone/, which does not exist',
    'README.md:2 names docs/gone.md, which does not exist',
    'server/src/here.ts:2 names store/gone.ts, which does not exist',
    'server/src/here.ts:3 names gone.css, which does not exist',
    'server/src/here.ts:4 names docs/gone.md, which does not exist',
  ]);
});

test('URLs, patterns and the paths of the changelog are not checked', () => {
  expect(
    problemsOf({
      'README.md':
        '`https://example.com/a/gone.md`, `/v1/gone/`, `flows/<domain>/gone.ts`, `**/*.test.ts`, [a](https://b.c/d.md)',
      'CHANGELOG.md': '`store/gone.ts`',
    }),
  ).toEqual([]);
});

test('a folder has at most twenty-five source files, without its tests; catalogues have as many as they need', () => {
  const many = (folder: string, ending: string, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${folder}/file-${at}${ending}`, '']));
  expect(
    problemsOf({
      ...many('a/full', '.ts', 26),
      ...many('a/enough', '.ts', 25),
      ...many('a/enough', '.test.ts', 25),
      ...many('a/texts', '.ts', 40),
    }),
  ).toEqual(['a/full: 26 files, more than 25']);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bearable, growthOf } from '@onfile/server/testing/growth.ts';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const workspaces = ['server', 'shared', 'cli', 'browser', 'element', 'dashboard', 'shop'];

interface Found {
  readonly file: string;
  readonly written: string;
  readonly pattern: RegExp;
}

function sources(): string[] {
  return workspaces.flatMap((workspace) =>
    readdirSync(join(root, workspace, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\btesting\b/.test(file))
      .map((file) => join(workspace, 'src', file)),
  );
}

function nodesOf(file: string): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true));
  return nodes;
}

function patternsOf(file: string): Found[] {
  return nodesOf(file)
    .filter((node) => ts.isRegularExpressionLiteral(node))
    .map((node) => {
      const written = node.getText();
      const end = written.lastIndexOf('/');
      return { file, written, pattern: new RegExp(written.slice(1, end), written.slice(end + 1)) };
    });
}

/** Texts that make a pattern try many ways: parts of what it matches, repeated, and then something else. */
function attacksOn({ written }: Found): ((size: number) => string)[] {
  const words = written.match(/[a-z]{2,}_?/gi) ?? [];
  const signs = [...new Set([...written, ...'a0 _.-@\t'])];
  const pairs = signs.slice(0, 12).flatMap((first) => ['a', '0', ' ', '.'].map((second) => first + second));
  const parts = [...new Set([...signs, ...words, ...pairs])];
  const repeated = (part: string, size: number) => part.repeat(Math.ceil(size / part.length));
  return parts.flatMap((part) =>
    ['', ...words.slice(0, 2), '"', '0.'].map(
      (before) => (size: number) => `${before}${repeated(part, size)}\u0001`,
    ),
  );
}

describe('a regular expression', () => {
  const files = sources();
  const patterns = files.flatMap(patternsOf);

  it('is written as a literal, so that this test sees it', () => {
    expect(patterns.length).toBeGreaterThan(100);
    const made = files.filter((file) =>
      nodesOf(file).some((node) => ts.isNewExpression(node) && node.expression.getText() === 'RegExp'),
    );
    expect(made).toEqual([]);
  });

  it.each([/(a+)+$/, /\.?0+$/, /\s*,\s*$/, /-+([a-z])/g])(
    'would be caught if it were %s',
    async (pattern) => {
      expect(await worstOf({ file: '', written: String(pattern), pattern })).toBeGreaterThan(bearable);
    },
  );

  it('takes time in proportion to the text', async () => {
    const bad: string[] = [];
    for (const found of patterns) {
      if ((await worstOf(found)) > bearable) bad.push(`${found.file}: ${found.written}`);
    }
    expect(bad).toEqual([]);
  });
});

/** How much longer a text eight times as long takes; short texts first, for patterns without bounds. */
async function worstOf(found: Found): Promise<number> {
  let worst = 0;
  for (const size of [3, 1000]) {
    for (const attack of attacksOn(found)) {
      const growth = await quickGrowth(found.pattern, attack, size);
      worst = Math.max(worst, growth);
      if (worst > bearable) return worst;
    }
  }
  return worst;
}

/** Measures carefully only if a first look gives cause. */
async function quickGrowth(pattern: RegExp, attack: (size: number) => string, size: number): Promise<number> {
  const run = (length: number) => attack(length).replace(pattern, '');
  const texts = [attack(size), attack(8 * size)].map((text) => {
    const begun = performance.now();
    text.replace(pattern, '');
    return performance.now() - begun;
  });
  const [short = 0, long = 0] = texts;
  return long < (bearable / 4) * short || long < 0.2 ? 0 : await growthOf(run, size);
}

import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';

const folder = new URL('../browser/src/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!test|test-types|\.d)\.ts$/.test(file),
);

/** Code bound to its object, which a page's proxies, copies and detached methods would break. */
function boundParts(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(new URL(file, folder), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    // A page holds errors, but calls nothing on them.
    if (ts.isClassDeclaration(node) && node.heritageClauses?.[0]?.getText() === 'extends Error') return;
    if (ts.isClassLike(node) || ts.isPrivateIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1} ${node.getText().split('\n', 1)[0]}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it('nothing of stripe.js is a class or needs `this`', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap(boundParts)).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { routes } from '../../api/index.ts';
import { isStripesOwn } from './missing-endpoints.ts';

/** Each path that the official client can call, with `x` for ids. */
function officialPaths(): string[] {
  const root = join(dirname(createRequire(import.meta.url).resolve('stripe')), '..', 'esm', 'resources');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  const calls = files.flatMap((file) => [
    ...readFileSync(join(root, file), 'utf8').matchAll(/_makeRequest\('[A-Z]+', ['`](\/v[12]\/[^'`]+)['`]/g),
  ]);
  return [...new Set(calls.map(([, path = '']) => path.replaceAll(/\$\{[^}]+\}/g, 'x')))];
}

const served = routes.map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`));
const isServed = (path: string) => served.some((pattern) => pattern.test(path));

it('every path of the official client is served, or known not to be', () => {
  const paths = officialPaths();
  expect(paths.length).toBeGreaterThan(300);
  expect(paths.filter((path) => !isServed(path) && !isStripesOwn(path))).toEqual([]);
});

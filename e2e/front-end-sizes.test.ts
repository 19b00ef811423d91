import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

/** Budgets in bytes of gzip, with the value last measured. */
const budgets = [
  { name: 'stripe.js', limit: 14_000, measured: 13_584, folder: '../browser/dist/', files: /^stripe\.js$/ },
  {
    name: 'the element in its first language',
    limit: 45_000,
    measured: 25_400,
    folder: '../element/dist/assets/',
    files: /^elements-inner-payment-.*\.(js|css)$/,
  },
] as const;

it.each(budgets)('$name keeps to its budget', ({ folder, files, limit }) => {
  const url = new URL(folder, import.meta.url);
  const built = readdirSync(url).filter((name) => files.test(name));
  expect(built.length).toBeGreaterThan(0);
  const bytes = built.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, url))).length, 0);
  expect(bytes).toBeLessThanOrEqual(limit);
});

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

/** Everything that is loaded before the dashboard's first page is there; charts come after it. */
it('the dashboard with its first page keeps to its budget', () => {
  const folder = new URL('../dashboard/dist/', import.meta.url);
  const manifest: Readonly<Record<string, { readonly file: string; readonly imports?: readonly string[] }>> =
    JSON.parse(readFileSync(new URL('.vite/manifest.json', folder), 'utf8'));
  const wanted = ['index.html', 'src/pages/home/home-page.tsx'];
  for (const name of wanted) {
    const found = manifest[name];
    if (found === undefined) throw new Error(`The build has no ${name}.`);
    for (const imported of found.imports ?? []) if (!wanted.includes(imported)) wanted.push(imported);
  }
  const scripts = wanted.map((name) => manifest[name]?.file ?? '').filter((file) => file.endsWith('.js'));
  const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, folder))).length, 0);
  // Last measured: 142,000.
  expect(bytes).toBeLessThanOrEqual(150_000);
});

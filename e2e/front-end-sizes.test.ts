import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

/** Gzipped size in bytes. */
function weightOf(urls: readonly URL[]): number {
  return urls.reduce((sum, url) => sum + gzipSync(readFileSync(url)).length, 0);
}

it('stripe.js stays within its budget', () => {
  const url = new URL('../browser/dist/stripe.js', import.meta.url);
  // Last measured: 13,300.
  expect(weightOf([url])).toBeLessThanOrEqual(14_000);
});

/** Its page names what it loads first; the English texts are loaded after that. */
it('the Payment Element in its first language stays within its budget', () => {
  const folder = new URL('../element/dist/', import.meta.url);
  const pages: Record<string, string> = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'));
  const page = readFileSync(new URL(pages['elements-inner-payment.html'] ?? '', folder), 'utf8');
  const named = [...page.matchAll(/\/v3\/(assets\/[^"]+)/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThan(1);
  const words = readdirSync(new URL('assets/', folder)).filter((file) => /^en-.*\.js$/.test(file));
  const files = [...named, ...words.map((file) => `assets/${file}`)];
  // Last measured: 37,500.
  expect(weightOf(files.map((file) => new URL(file, folder)))).toBeLessThanOrEqual(45_000);
});

/** Everything loaded before the dashboard's first page is shown; charts come later. */
it('the dashboard with its first page stays within its budget', () => {
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
  // Last measured: 148,200.
  expect(weightOf(scripts.map((file) => new URL(file, folder)))).toBeLessThanOrEqual(150_000);
});

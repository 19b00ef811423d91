import { existsSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

// The frame's page has a hash in its name; without a built element the server's plain name is used.
const manifest = new URL('../element/dist/manifest.json', import.meta.url);
const built: Readonly<Record<string, string>> = existsSync(manifest)
  ? JSON.parse(readFileSync(manifest, 'utf8'))
  : {};
const page = 'elements-inner-payment.html';

export default defineConfig({
  define: { __PAYMENT_FRAME__: JSON.stringify(built[page] ?? page) },
  build: {
    target: 'es2020',
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'OnfileScript', fileName: () => 'stripe.js' },
  },
});

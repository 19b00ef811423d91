import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

// The frames' pages have a hash in their names; without a built element the server's plain names are used.
const manifest = new URL('../element/dist/manifest.json', import.meta.url);
const built: Readonly<Record<string, string>> = existsSync(manifest)
  ? JSON.parse(readFileSync(manifest, 'utf8'))
  : {};
const page = (name: string) => JSON.stringify(built[name] ?? name);
// Built before this one, into the same folder.
const folder = new URL('dist/', import.meta.url);
const onDemand = existsSync(folder)
  ? readdirSync(folder).find((name) => name.startsWith('on-demand-'))
  : undefined;

export default defineConfig({
  define: {
    __PAYMENT_FRAME__: page('elements-inner-payment.html'),
    __CARD_FRAME__: page('elements-inner-card.html'),
    __EMAIL_FRAME__: page('elements-inner-email.html'),
    __ON_DEMAND_SCRIPT__: JSON.stringify(onDemand ?? 'on-demand.js'),
  },
  build: {
    target: 'es2022',
    emptyOutDir: false,
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'OnfileScript', fileName: () => 'stripe.js' },
  },
});

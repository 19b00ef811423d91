import { createHash } from 'node:crypto';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

const pages = [
  'elements-inner-payment',
  'elements-inner-card',
  'elements-inner-email',
  'hosted-checkout',
  'three-ds-2-challenge',
] as const;

/** Puts a hash of their content into the pages' names, and writes a manifest of them. */
function hashedPages(): Plugin {
  return {
    name: 'hashed-pages',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const manifest: Record<string, string> = {};
      for (const page of pages) {
        const file = bundle[`${page}.html`];
        if (file === undefined || file.type !== 'asset') continue;
        const hash = createHash('sha256').update(file.source).digest('hex').slice(0, 16);
        manifest[`${page}.html`] = `${page}-${hash}.html`;
        this.emitFile({ type: 'asset', fileName: `${page}-${hash}.html`, source: file.source });
        delete bundle[`${page}.html`];
      }
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: JSON.stringify(manifest) });
    },
  };
}

export default defineConfig({
  base: '/v3/',
  plugins: [preact(), hashedPages()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: Object.fromEntries(pages.map((page) => [page, `${page}.html`])),
      // Each file costs a frame more than its bytes: one holds what pages share, another what a page has to itself.
      output: { codeSplitting: { groups: [{ name: 'element', minShareCount: 2 }] } },
    },
  },
});

import { defineConfig } from 'vite';

/** Builds the part of the script that `stripe.js` loads on demand, with a hash of its content in its name. */
export default defineConfig({
  build: {
    target: 'es2022',
    minify: true,
    rollupOptions: {
      input: 'src/on-demand/index.ts',
      preserveEntrySignatures: 'exports-only',
      output: { format: 'es', entryFileNames: 'on-demand-[hash].js' },
    },
  },
});

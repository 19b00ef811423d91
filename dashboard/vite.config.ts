import { defineConfig } from 'vite';

export default defineConfig({
  base: '/dashboard/',
  build: {
    target: 'es2022',
    // The policy allows no inline script, and no data: URL for scripts or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      // Libraries mark their client components for other frameworks; here everything is the client.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});

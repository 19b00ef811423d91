import { defineConfig } from 'vite';

export default defineConfig({
  base: '/dashboard/',
  build: {
    target: 'es2022',
    // The policy allows no inline script and no data: address of a script or font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      // Libraries name their client components for other frameworks; here all of it is the client.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});

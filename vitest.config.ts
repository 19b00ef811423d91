import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Read as text by the test that checks it against what an appearance may set.
    css: { include: [/element\/src\/[\w-]+\.css/] },
    // The server's modules are loaded once per worker, not once per file, which saves a third of the tests' time.
    isolate: false,
    // A small machine can carry at most two servers and two browsers at once.
    maxWorkers: 2,
  },
});

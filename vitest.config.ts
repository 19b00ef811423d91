import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Read as text by the test that holds it to what an appearance may say.
    css: { include: [/element\/src\/[\w-]+\.css/] },
    // The server's modules are read once per worker, not once per file: that is a third of all tests' time.
    isolate: false,
    // Two servers and two browsers at once are as much as a small machine carries.
    maxWorkers: 2,
  },
});

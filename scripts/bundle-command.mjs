import { join } from 'node:path';
import { build } from 'rolldown';

const root = join(import.meta.dirname, '..');

// Fastify asks for these only where it checks and writes by JSON schemas, or is called without a socket: a third of the
// source that would be read at each start, and kept.
const neverCalled = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request'];

/** Bundles the command, with the server in it, into the folder `dir`; with a map of its sources where that is asked for. */
export function bundleCommand(dir, { sourcemap = false } = {}) {
  return build({
    input: join(root, 'cli', 'src', 'onfile.ts'),
    platform: 'node',
    // Native or optional parts of these are found at run time.
    external: ['libsql', 'pg', ...neverCalled],
    output: {
      dir,
      entryFileNames: '[name].js',
      format: 'esm',
      sourcemap,
      banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
      // The process keeps its own source in memory: it shrinks by a third, and names stay for stack traces.
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    },
    logLevel: 'warn',
  });
}

import { join } from 'node:path';
import { build } from 'rolldown';

const sources = join(import.meta.dirname, '..', 'cli', 'src');

// Fastify needs these only to validate and serialize by JSON schemas, or to be called without a socket: a third of the
// source that each start would read and keep.
const neverCalled = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request'];

/**
 * Bundles the command, including the server, into the folder `dir`: one file with everything a start loads, parts that are
 * loaded on demand, and `onfile.js`, which runs it. Adds a source map on request.
 */
export async function bundleCommand(dir, { sourcemap = false } = {}) {
  await build({
    input: join(sources, 'boot.ts'),
    platform: 'node',
    output: { file: join(dir, 'onfile.js'), format: 'esm', banner: '#!/usr/bin/env node' },
    logLevel: 'warn',
  });
  await build({
    input: { command: join(sources, 'onfile.ts') },
    platform: 'node',
    // Native or optional parts of these are found at run time.
    external: ['libsql', 'pg', ...neverCalled],
    // The parts import from the command what both need.
    preserveEntrySignatures: 'allow-extension',
    plugins: sourcemap ? [] : [asciiOnly],
    output: {
      dir,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name]-[hash].cjs',
      format: 'cjs',
      sourcemap,
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [{ name: 'command', tags: ['$initial'] }],
      },
      // The process keeps its own source in memory: it shrinks by a third, and names stay for stack traces.
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    },
    logLevel: 'warn',
  });
}

/** A single non-Latin letter would make V8 keep a whole source in two bytes per letter. */
const asciiOnly = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      chunk.code = chunk.code.replaceAll(
        /[^\0-\x7f]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

// Built as `onfile.js`. Runs the command next to it with the code that V8 compiled during the build, which saves a fifth of
// the start-up time. Another version of V8 rejects that code and compiles again.
const folder = dirname(fileURLToPath(import.meta.url));
const filename = join(folder, 'command.cjs');
const compiled = join(folder, 'command.v8');
const [before, after] = ['(function (exports, require, module, __filename, __dirname) { ', '\n})'];

/** The build stores its compiled code. */
export const script = new Script(`${before}${readFileSync(filename, 'latin1')}${after}`, {
  filename,
  columnOffset: -before.length,
  ...(existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
});

const require = createRequire(filename);
const command = new Module(filename);
// Parts that are loaded on demand require it.
require.cache[filename] = command;
script.runInThisContext()(command.exports, require, command, filename, folder);

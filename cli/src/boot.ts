import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

// What is built as `onfile.js`: it runs the command beside it with what V8 had compiled of it when it was built, which
// saves a fifth of a start. Another version of V8 refuses that, and compiles anew.
const folder = dirname(fileURLToPath(import.meta.url));
const filename = join(folder, 'command.cjs');
const compiled = join(folder, 'command.v8');
const [before, after] = ['(function (exports, require, module, __filename, __dirname) { ', '\n})'];

/** The build keeps what has been compiled of it. */
export const script = new Script(`${before}${readFileSync(filename, 'latin1')}${after}`, {
  filename,
  columnOffset: -before.length,
  ...(existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
});

const require = createRequire(filename);
const command = new Module(filename);
// Parts that are loaded when they are needed require it.
require.cache[filename] = command;
script.runInThisContext()(command.exports, require, command, filename, folder);

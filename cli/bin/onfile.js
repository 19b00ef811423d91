#!/usr/bin/env node
// npm links commands that are there when it installs, which is before anything is built.
import { existsSync } from 'node:fs';

const built = new URL('../dist/onfile.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  console.error('onfile: Nothing is built yet. Run `npm run build` first.');
  process.exitCode = 1;
}

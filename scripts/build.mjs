// Builds everything that runs: the dashboard, the frames, stripe.js (which names the frames' files and the script that it
// loads on demand), the shop's React page, and the command with the server in it.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build as bundle } from 'rolldown';
import { build } from 'vite';
import { bundleCommand } from './bundle-command.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

for (const config of [
  'element/vite.config.ts',
  'browser/vite.on-demand.config.ts',
  'browser/vite.config.ts',
  'dashboard/vite.config.ts',
]) {
  const configFile = join(root, config);
  await build({ root: dirname(configFile), configFile, logLevel: 'warn' });
}

// Compressed once, here, as small as possible, so that the server only reads.
for (const workspace of ['element', 'browser', 'dashboard']) {
  const built = join(root, workspace, 'dist');
  for (const name of readdirSync(built, { recursive: true })) {
    if (!/\.(js|css|html|svg|json)$/.test(name)) continue;
    const content = readFileSync(join(built, name));
    writeFileSync(join(built, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(built, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

await bundle({
  input: join(root, 'shop', 'src', 'react.tsx'),
  platform: 'browser',
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  output: { file: join(root, 'shop', 'dist', 'react.js'), format: 'esm', minify: true },
  logLevel: 'warn',
});

const output = join(root, 'cli', 'dist');
rmSync(output, { recursive: true, force: true });
await bundleCommand(output);
for (const workspace of ['element', 'browser', 'dashboard']) {
  const built = join(root, workspace, 'dist');
  if (existsSync(built)) cpSync(built, join(output, 'assets', workspace), { recursive: true });
}
for (const folder of ['public', 'dist']) {
  cpSync(join(root, 'shop', folder), join(output, 'assets', 'shop'), { recursive: true });
}

// In a process without the environment of whoever builds.
execFileSync(process.execPath, [join(root, 'scripts', 'keep-compiled.mjs'), output], {
  env: { PATH: process.env.PATH },
  stdio: 'inherit',
});

// The sizes of what a browser loads, and of what is started.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Scripts and styles under `folder`: `{ name, bytes, gzip }`. */
export function scriptSizes(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.(js|css|html)$/.test(name) && statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => {
      const content = readFileSync(join(folder, name));
      return { name, bytes: content.length, gzip: gzipSync(content).length };
    });
}

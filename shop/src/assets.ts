import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
/** Packed beside the command, or in this workspace. */
const folders = [join(here, 'assets', 'shop'), join(here, '..', 'public'), join(here, '..', 'dist')];
const types: Readonly<Record<string, string>> = { '.css': 'text/css', '.js': 'text/javascript' };

/** A script or style sheet of the shop; null for any other path. */
export function readAsset(path: string): { body: Buffer; type: string } | null {
  const type = types[extname(path)];
  if (type === undefined || !/^\/[\w-]+\.\w+$/.test(path)) return null;
  const file = folders.map((folder) => join(folder, path)).find((candidate) => existsSync(candidate));
  return file === undefined ? null : { body: readFileSync(file), type };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minVersion, satisfies } from 'semver';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly engines?: { readonly node?: string };
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly link?: boolean;
}

const root = join(import.meta.dirname, '..');
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const packages: Readonly<Record<string, LockedPackage>> = JSON.parse(lock).packages;
const entries = Object.entries(packages);

/** Where Node looks from the package at `path`: beside it, and in every folder above. */
function* folders(path: string): Generator<string> {
  for (let at = path; at !== ''; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '')
    yield `${at}/`;
  yield '';
}

const isLocked = (from: string, name: string) =>
  [...folders(from)].some((folder) => `${folder}node_modules/${name}` in packages);

test('the lock has the binaries of every platform, wherever it was written', () => {
  const missing = entries.flatMap(([path, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.keys({
      ...dependencies,
      ...optionalDependencies,
      ...(path.includes('node_modules') ? {} : devDependencies),
    })
      .filter((name) => !isLocked(path, name))
      .map((name) => `${path} asks for ${name}`),
  );
  expect(missing).toEqual([]);
});

test.each(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'])(
  'a binary of SQLite and of the build is locked for %s',
  (platform) => {
    for (const scope of ['@libsql', '@rolldown']) {
      expect(entries.some(([path]) => path.includes(`${scope}/`) && path.includes(platform))).toBe(true);
    }
  },
);

test('the oldest Node that the project names runs every package', () => {
  const oldest = minVersion(packages['']?.engines?.node ?? '');
  const refusing = entries
    .filter(([, { engines }]) => engines?.node !== undefined && !satisfies(oldest ?? '', engines.node))
    .map(([path, { engines }]) => `${path} wants ${engines?.node}`);
  expect(refusing).toEqual([]);
});

test('nothing runs at install, and no registry URL is kept', () => {
  const running = entries.filter(([, { hasInstallScript = false }]) => hasInstallScript);
  const addressed = entries.filter(([, { resolved, link = false }]) => resolved !== undefined && !link);
  expect({ running, addressed }).toEqual({ running: [], addressed: [] });
});

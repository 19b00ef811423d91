// The part of `npm run check` about the tree itself: no folder is overfull, and every path named in documents and comments
// exists. `node scripts/check-tree.mjs [root]`.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

const mostFiles = 25;

/** Catalogues: one file for each language, migration or version. */
const catalogues = /(^|\/)(texts|consent-texts|migrations|versions)$/;

const source = /\.(ts|tsx|mjs|cjs|css|svelte)$/;
const test = /\.(test|contract|fixtures|test-types)\.tsx?$/;
const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.vite']);

/** A path, or the name of a source file; not part of a URL, a pattern or a longer path. */
const named =
  /(?<![\w@:/.*<>$…{}-])[\w@.-]+(?:\/[\w@.-]+)*(?:\.(?:ts|tsx|mjs|cjs|css|md)\b|(?<=\/[\w@.-]+)\/)(?![\w/*<{-])/g;
const inBackticks = /`[^`\n]+`/g;
const linked = /\]\((?!\w+:|#)([^)#\s]+)/g;
const comment = /^\s*(?:\/\/|\/?\*)(.*)$|\s\/\/ (.*)$/;
/** It describes the past. */
const chronicle = 'CHANGELOG.md';

function* filesUnder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (notOurs.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

/** Folders with too many source files to find one's way. Tests do not count: they stand beside what they test. */
function fullFolders(files) {
  const counts = new Map();
  for (const file of files.filter((path) => source.test(path) && !test.test(path))) {
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  }
  return [...counts]
    .filter(([folder, count]) => count > mostFiles && !catalogues.test(folder))
    .map(([folder, count]) => `${folder}: ${count} files, more than ${mostFiles}`);
}

/** The paths that a line of a file names. */
function pathsIn(file, line) {
  if (file.endsWith('.md')) {
    const quoted = (line.match(inBackticks) ?? []).flatMap((text) => text.match(named) ?? []);
    return [...quoted, ...[...line.matchAll(linked)].map(([, path]) => join(dirname(file), path))];
  }
  const [, whole, trailing] = comment.exec(line) ?? [];
  return (whole ?? trailing ?? '').match(named) ?? [];
}

/** Named paths that do not exist. Documents name them from the root, from a workspace's `src`, or by as much as is unique. */
function missingPaths(root, files) {
  const known = new Set();
  const add = (path) => {
    for (let rest = path; ; rest = rest.slice(rest.indexOf('/') + 1)) {
      known.add(rest);
      if (!rest.slice(0, -1).includes('/')) return;
    }
  };
  for (const file of files) {
    add(file);
    for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) add(`${folder}/`);
  }
  return files
    .filter((path) => (source.test(path) || path.endsWith('.md')) && basename(path) !== chronicle)
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          pathsIn(file, line)
            .filter((path) => !known.has(path))
            .map((path) => `${file}:${index + 1} names ${path}, which does not exist`),
        ),
    );
}

const root = process.argv[2] ?? join(import.meta.dirname, '..');
const files = [...filesUnder(root)].map((path) => relative(root, path).split(sep).join('/'));
const found = [...fullFolders(files), ...missingPaths(root, files)];
for (const problem of found) console.error(problem);
if (found.length > 0) process.exitCode = 1;

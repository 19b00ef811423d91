// Starts the servers to be measured, each as its own process.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
export const builtCommand =
  process.env.ONFILE_BENCH_COMMAND ?? join(folder, '..', 'cli', 'dist', 'onfile.js');
const serverCore = '0';
const loadCore = '1';

let pinned = false;

/** Makes servers run on the first core and the load generator on the second; returns whether this system can. */
export function pinToCores() {
  if (availableParallelism() < 2) return false;
  try {
    execFileSync('taskset', ['-a', '-c', '-p', loadCore, String(process.pid)], { stdio: 'ignore' });
    pinned = true;
  } catch {}
  return pinned;
}

/** A folder on the project's disk: where temporary files live in memory, a commit would cost nothing. */
export function dataFolder() {
  const parent = join(folder, 'data');
  mkdirSync(parent, { recursive: true });
  const path = mkdtempSync(join(parent, 'run-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function startFloor(name, env = {}) {
  return onFolder(undefined, (data) =>
    startProcess({ argv: [join(folder, 'floors', `${name}.mjs`)], workingFolder: data.path, env }),
  );
}

/**
 * Starts Onfile as its users do: `build` of the command, on `data` (its own folder unless one is given), with `node` and
 * its options.
 */
export function startOnfile({ data, node, nodeOptions = [], env, build = builtCommand } = {}) {
  return onFolder(data, ({ path }) => {
    const argv = [...nodeOptions, build, 'serve', '--port', '0', '--data', path];
    return startProcess({ node, argv, workingFolder: path, env });
  });
}

async function onFolder(given, start) {
  const data = given ?? dataFolder();
  const leave = () => given ?? data.remove();
  try {
    const running = await start(data);
    return { ...running, stop: () => running.stop().then(leave) };
  } catch (error) {
    leave();
    throw error;
  }
}

/** Starts a process; resolves once it has printed its address. */
export async function startProcess({ node = process.execPath, argv, workingFolder, env = {} }) {
  const [file, ...args] = pinned ? ['taskset', '-c', serverCore, node, ...argv] : [node, ...argv];
  const started = performance.now();
  const child = spawn(file, args, {
    cwd: workingFolder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'exit');
  const url = await Promise.race([printedAddress(child), ended.then(() => null)]);
  if (url === null) throw new Error(`${argv.join(' ')} ended before it was ready.`);
  return {
    url,
    urls: [url],
    started,
    /** MiB of resident memory; null if the system does not report it. */
    residentMemory: () => residentMemory(child.pid),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function printedAddress(child) {
  return new Promise((resolve) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const found = /http:\/\/(127\.0\.0\.1|localhost):\d+/.exec(printed);
      if (found !== null) resolve(found[0]);
    });
  });
}

function residentMemory(pid) {
  try {
    const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kib) / 1024;
  } catch {
    return null;
  }
}

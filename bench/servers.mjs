// Starts the servers that are measured, each as a process of its own on the first core.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const command = process.env.ONFILE_BENCH_COMMAND ?? join(folder, '..', 'cli', 'dist', 'onfile.js');
const serverCore = '0';
const loadCore = '1';

/** Whether server and load generator run on a core each. */
export const pinned = pinSelf();

function pinSelf() {
  if (availableParallelism() < 2) return false;
  try {
    execFileSync('taskset', ['-a', '-c', '-p', loadCore, String(process.pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A folder on the disk of the project: where temporary files live in memory, a commit would cost nothing. */
export function dataFolder() {
  const parent = join(folder, 'data');
  mkdirSync(parent, { recursive: true });
  const path = mkdtempSync(join(parent, 'run-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function startFloor(name) {
  const data = dataFolder();
  const running = await startProcess([join(folder, 'floors', `${name}.mjs`)], data.path);
  return { ...running, stop: () => running.stop().then(data.remove) };
}

/** Starts Onfile as its users do; on a data folder of its own unless one is given. */
export async function startOnfile(given, nodeOptions = []) {
  const data = given ?? dataFolder();
  const argv = [...nodeOptions, command, 'serve', '--port', '0', '--data', data.path];
  const running = await startProcess(argv, data.path);
  return { ...running, stop: () => running.stop().then(given ? undefined : data.remove) };
}

/** Resolves with its address as soon as the process has printed one. */
async function startProcess(argv, workingFolder) {
  const [file, ...args] = pinned
    ? ['taskset', '-c', serverCore, process.execPath, ...argv]
    : [process.execPath, ...argv];
  const started = performance.now();
  const child = spawn(file, args, { cwd: workingFolder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const url = await Promise.race([printedAddress(child), ended.then(() => null)]);
  if (url === null) throw new Error(`${argv.join(' ')} ended before it was ready.`);
  return {
    url,
    started,
    /** MiB of memory in use; null where the system does not tell. */
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
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
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

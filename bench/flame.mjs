// `npm run bench:flame -- --only "confirm"`: where the server's time goes while one scenario loads it. Draws a flame
// graph, writes the profile for DevTools or speedscope, and prints the functions and files that take most.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WebSocket } from 'undici';
import { bundleCommand } from '../scripts/bundle-command.mjs';
import { freePort } from '../scripts/free-port.mjs';
import { flameGraph } from './flame-graph.mjs';
import { load } from './load.mjs';
import { scenarios } from './scenarios.mjs';
import { dataFolder, pinToCores, startOnfile } from './servers.mjs';
import { decimals, table } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '16' },
  },
});
const shown = 25;
const samplingMicroseconds = 250;
const preparedPerSecond = 1500;

const scenario = scenarios.find(({ name }) => name.includes(options.only));
if (scenario === undefined) throw new Error(`No scenario's name has ${options.only} in it.`);
pinToCores();
const build = dataFolder();
await bundleCommand(build.path, { sourcemap: true });
const profile = atSources(await profileOf(scenario));
build.remove();

const folder = join(import.meta.dirname, 'data');
mkdirSync(folder, { recursive: true });
const file = join(folder, scenario.name.replaceAll(/\W+/g, '-'));
writeFileSync(`${file}.cpuprofile`, JSON.stringify(profile));
const graph = flameGraph(profile, `${scenario.name}, ${options.connections} connections`);
writeFileSync(`${file}.svg`, graph.svg);
console.log(`${file}.svg\n${file}.cpuprofile\n`);
for (const [title, costs] of Object.entries(graph.costs)) console.log(`${costTable(title, costs)}\n`);

async function profileOf({ prepare }) {
  const port = await freePort();
  const server = await startOnfile({
    build: join(build.path, 'onfile.js'),
    nodeOptions: [`--inspect=127.0.0.1:${port}`, '--inspect-publish-uid=http'],
  });
  try {
    const seconds = Number(options.seconds);
    const connections = Number(options.connections);
    const next = await prepare(server.url, preparedPerSecond * (seconds + 1));
    await load([server.url], { connections, seconds: 1, next });
    const profiler = await openProfiler(port);
    await profiler.ask('Profiler.enable');
    await profiler.ask('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
    await profiler.ask('Profiler.start');
    await load([server.url], { connections, seconds, next });
    const { profile } = await profiler.ask('Profiler.stop');
    profiler.close();
    return profile;
  } finally {
    await server.stop();
  }
}

/** Connects to the process that listens for debuggers at `port` (the Chrome DevTools Protocol). */
async function openProfiler(port) {
  const [target] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  const waiting = new Map();
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    const { resolve, reject } = waiting.get(id) ?? {};
    if (error === undefined) resolve?.(result);
    else reject?.(new Error(error.message));
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', ({ error }) => reject(error));
  });
  return {
    ask: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = waiting.size + 1;
        waiting.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params }));
      }),
    close: () => socket.close(),
  };
}

/** Maps the profile's functions from the bundle to their sources. */
function atSources(profile) {
  const maps = new Map();
  const mapOf = (url) => {
    if (!maps.has(url)) maps.set(url, sourceMapBeside(url));
    return maps.get(url);
  };
  const nodes = profile.nodes.map((node) => {
    const { url, lineNumber, columnNumber } = node.callFrame;
    const { originalSource, originalLine, originalColumn } =
      mapOf(url)?.findEntry(lineNumber, columnNumber) ?? {};
    if (originalSource === undefined) return node;
    const source = originalSource.replace(/^(\.\.\/)+/, '');
    const at = { url: source, lineNumber: originalLine, columnNumber: originalColumn };
    return { ...node, callFrame: { ...node.callFrame, ...at } };
  });
  return { ...profile, nodes };
}

function sourceMapBeside(url) {
  if (!url.startsWith('file:') || !url.includes(build.path)) return undefined;
  return new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), 'utf8')));
}

function costTable(title, costs) {
  const rows = [...costs].sort((a, b) => b[1] - a[1]).slice(0, shown);
  return table(
    [title, 'share'],
    rows.map(([name, share]) => [name, `${decimals(100 * share, 1)} %`]),
  );
}

// Onfile beside another server that speaks Stripe's API, in one run on one machine and the same Node.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/free-port.mjs';
import { connectionCounts, measureThroughput } from './measure.mjs';
import { secretKey } from './requests.mjs';
import { startOnfile, startProcess } from './servers.mjs';
import { decimals, loadCells, loadHead, table, verdict } from './table.mjs';
import { choose } from './throughput.mjs';

/** By package name: the Node version that they run on, and how they are started. */
const peers = {
  emulate: {
    node: 22,
    argv: (folder, port) => [
      join(folder, 'node_modules', 'emulate', 'dist', 'index.js'),
      'start',
      '--service',
      'stripe',
      '--port',
      String(port),
    ],
    // It returns 403 after 5,000 requests with the same Authorization header.
    authorization: (sent) => basic(secretKey, Math.floor(sent / 4000)),
  },
};

const basic = (user, password) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** `package_` is an npm specifier, `emulate@0.12.2`. Throws for one that the bench cannot start. */
export async function peerTable(package_, { only, ...extent }) {
  const name = package_.replace(/(?<=.)@.*/, '');
  const peer = peers[name];
  if (peer === undefined) throw new Error(`--peer knows ${Object.keys(peers).join(', ')}, not ${name}.`);
  const folder = mkdtempSync(join(tmpdir(), 'onfile-peer-'));
  try {
    const node = install(folder, package_, peer.node);
    const { chosen } = choose([], only);
    const subjects = chosen
      .filter((scenario) => scenario.peer?.lacks === undefined)
      .flatMap((scenario) => [
        { ...scenario, start: () => startOnfile({ node }) },
        {
          name: besides(scenario),
          start: () => startPeer(peer, folder, node),
          prepare: prepared(scenario, peer),
        },
      ]);
    return `${versionOf(node)}\n${comparison(name, chosen, await measureThroughput(subjects, extent))}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const besides = ({ name }) => `${name}, peer`;

/** Installs the peer and its Node into `folder`, without running any of their scripts; returns the path of that Node. */
function install(folder, package_, version) {
  // The package that the registry's `node` would download in an install script.
  const node = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
  const { status, stderr } = spawnSync('npm', [...args, package_, `${node}@${version}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm could not install ${package_}: ${stderr}`);
  return join(folder, 'node_modules', node, 'bin', 'node');
}

function versionOf(node) {
  return `Both on Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`;
}

async function startPeer(peer, folder, node) {
  return startProcess({ node, argv: peer.argv(folder, await freePort()), workingFolder: folder });
}

/** The scenario's requests with the peer's Authorization. */
function prepared(scenario, peer) {
  return async (url, count) => {
    const next = await (scenario.peer?.prepare ?? scenario.prepare)(url, count);
    let sent = 0;
    return () => {
      const request = next();
      sent += 1;
      return (
        request && { ...request, headers: { ...request.headers, authorization: peer.authorization(sent) } }
      );
    };
  };
}

function comparison(peerName, chosen, measured) {
  const head = ['', ...['Onfile', peerName].flatMap((name) => loadHead(name)), 'ratio', 'ahead', ''];
  const rows = chosen.flatMap((scenario) =>
    connectionCounts.map((connections, at) => {
      const name = `${scenario.name}, ${connections} conn`;
      const onfile = measured.get(scenario.name)?.[at];
      const peer = measured.get(besides(scenario))?.[at];
      if (peer === undefined)
        return [name, '', '', '', '', '', '', '', '', `the peer ${scenario.peer.lacks}`];
      const ratio = onfile.perSecond / peer.perSecond;
      const cells = [...loadCells(onfile), ...loadCells(peer), decimals(ratio, 2), verdict(ratio > 1)];
      return [name, ...cells, scenario.peer?.note ?? ''];
    }),
  );
  return table(head, rows);
}

// `npm run bench`: measures a built Onfile beside bare servers on the same machine and prints the tables.
// ONFILE_BENCH_COMMAND names another build of the command, to compare two.
// `npm run bench -- --rounds 1 --seconds 2 --only "read"` measures less, for work on one thing.
// `npm run bench -- --postgres` measures on PostgreSQL, with one process and with two.
// `npm run bench -- --soak 1000000` sends that many requests to one server and watches its memory.
// `npm run bench -- --peer emulate@0.12.2` installs that package into a temporary folder and measures it beside Onfile.
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { costTable, sizeTable } from './costs.mjs';
import { postgresTable } from './on-postgres.mjs';
import { peerTable } from './peers.mjs';
import { builtCommand, pinToCores } from './servers.mjs';
import { soakTable } from './soak.mjs';
import { throughputTable } from './throughput.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    only: { type: 'string' },
    peer: { type: 'string' },
    soak: { type: 'string' },
    postgres: { type: 'boolean', default: false },
  },
});
const { only, peer, postgres, soak } = options;
const extent = { only, rounds: Number(options.rounds), seconds: Number(options.seconds) };

// PostgreSQL and several processes share the cores as the system sees fit.
const pinned = !postgres && pinToCores();
const placed = pinned ? 'server and load on a core each' : 'NOT pinned to cores';
const rounds = soak === undefined ? `; ${extent.rounds} rounds of ${extent.seconds} s` : '';
console.log(`Node ${process.version}, ${cpus().length} cores, ${placed}${rounds}\n`);

if (postgres) {
  console.log(await postgresTable(extent));
} else if (peer !== undefined) {
  console.log(await peerTable(peer, extent));
} else if (soak !== undefined) {
  console.log(await soakTable(Number(soak)));
} else {
  console.log(await throughputTable(extent));
  if (only === undefined) {
    console.log(`\n${await costTable(extent.seconds)}`);
    console.log(`\n${sizeTable(join(dirname(builtCommand), 'assets'))}`);
  }
}

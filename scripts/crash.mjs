// `npm run crash -- --operations 5000 --seed 7` runs the crash test for as long as you like, with one server on SQLite;
// `--processes 3` with three servers on one PostgreSQL; `--kills 500` until 500 servers have been killed as well.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    processes: { type: 'string', default: '0' },
  },
});
const { status } = spawnSync('npx', ['vitest', 'run', 'crash'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    CRASH_OPERATIONS: values.operations,
    CRASH_KILLS: values.kills,
    CRASH_SEED: values.seed,
    CRASH_PROCESSES: values.processes,
  },
});
process.exitCode = status ?? 1;

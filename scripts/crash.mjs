// `npm run crash -- --operations 5000 --seed 7`: the crash test for as long as you like.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { operations: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const { status } = spawnSync('npx', ['vitest', 'run', 'crash'], {
  stdio: 'inherit',
  env: { ...process.env, CRASH_OPERATIONS: values.operations, CRASH_SEED: values.seed },
});
process.exitCode = status ?? 1;

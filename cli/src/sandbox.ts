import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { type ClientFlags, callApi, clientOptions, type Params } from './api-client.ts';
import { failWith } from './serve.ts';

/** `onfile reset`: empties the sandbox, as a test suite needs between tests. */
export function resetCommand(): Command {
  const command = new Command('reset').description('empty the sandbox');
  for (const option of clientOptions()) command.addOption(option);
  return command.action((flags: ClientFlags) =>
    callApi<{ account: string }>(flags, 'POST', '/v1/onfile/reset')
      .then(({ account }) => console.log(`The sandbox ${account} is empty.`))
      .catch(failWith),
  );
}

/** `onfile seed <file>`: fills the sandbox with what a file describes. */
export function seedCommand(): Command {
  const command = new Command('seed')
    .description('fill the sandbox from a YAML file')
    .argument('<file>', 'customers, products, prices and sessions; see docs/sandboxes.md');
  for (const option of clientOptions()) command.addOption(option);
  return command.action((file: string, flags: ClientFlags) => fill(file, flags).catch(failWith));
}

async function fill(file: string, flags: ClientFlags): Promise<void> {
  // Only this command reads YAML.
  const { plant, readSeed } = await import('./seed.ts');
  const made = await plant(flags, readSeed(readFileSync(file, 'utf8'), file));
  for (const { name, id } of made) console.log(`${name.padEnd(24)} ${id}`);
}

interface FaultFlags extends ClientFlags {
  readonly latency?: string;
  readonly outage?: string;
  readonly lostAnswers?: string;
  readonly declines?: string;
  readonly api: readonly string[];
  readonly seed?: string;
  readonly twice?: string;
  readonly late?: string;
  readonly lateBy?: string;
  readonly outOfOrder?: string;
  readonly atOnce?: string;
}

/** `onfile faults`: how the card network and webhooks misbehave in the sandbox. */
export function faultsCommand(): Command {
  const faults = new Command('faults').description(
    'show, set and clear faults of the card network and of webhooks',
  );
  const show = new Command('show').description('show the faults');
  const set = new Command('set')
    .description('set faults')
    .option('--latency <ms>', 'milliseconds added to every answer of the network')
    .addOption(new Option('--outage <on-or-off>', 'refuse all requests').choices(['on', 'off']))
    .option('--lost-answers <rate>', 'how often an answer is lost after the network has acted, 0 to 1')
    .option('--declines <rate>', 'how often a good card is declined, 0 to 1')
    .option('--twice <rate>', 'how often an event is delivered twice, 0 to 1')
    .option('--late <rate>', 'how often an event is late, 0 to 1')
    .option('--late-by <seconds>', "by how much, of the sandbox's clock")
    .addOption(
      new Option('--out-of-order <on-or-off>', 'deliver events in another order').choices(['on', 'off']),
    )
    .addOption(new Option('--at-once <on-or-off>', 'deliver events together').choices(['on', 'off']))
    .option(
      '--api <rule>',
      'API calls that fail, such as "429 POST /v1/refunds times=2"; off for none',
      (value: string, given: readonly string[]) => [...given, value],
      [],
    )
    .option('--seed <text>', 'repeats the same faults');
  const clear = new Command('clear').description('clear all faults');
  for (const command of [show, set, clear]) for (const option of clientOptions()) command.addOption(option);
  const path = '/v1/onfile/faults';
  show.action((flags: ClientFlags) => print(callApi(flags, 'GET', path)));
  set.action((flags: FaultFlags) => print(setFaults(flags)));
  clear.action((flags: ClientFlags) => print(callApi(flags, 'DELETE', path)));
  return faults.addCommand(show).addCommand(set).addCommand(clear);
}

async function setFaults(flags: FaultFlags): Promise<object> {
  return callApi(flags, 'POST', '/v1/onfile/faults', { ...paramsOf(flags), ...apiFaults(flags.api) });
}

/** Parses `429 POST /v1/refunds rate=0.5 times=2`; only the status is required. */
function apiFaults(rules: readonly string[]): Params {
  if (rules.length === 1 && rules[0] === 'off') return { api: '' };
  const named = rules.flatMap((rule, index) =>
    rule
      .trim()
      .split(/\s+/)
      .map((word): [string, string] => {
        const [, name, value] = /^(rate|times)=(.*)$/.exec(word) ?? [];
        if (name !== undefined) return [`api[${index}][${name}]`, value ?? ''];
        if (/^\d+$/.test(word)) return [`api[${index}][status]`, word];
        if (/^[A-Z]+$/.test(word)) return [`api[${index}][method]`, word];
        if (word.startsWith('/')) return [`api[${index}][path]`, word];
        throw new Error(
          `${word} is not understood in --api '${rule}': write it as 429 POST /v1/refunds times=2.`,
        );
      }),
  );
  return Object.fromEntries(named);
}

function paramsOf(flags: FaultFlags): Params {
  const given = {
    latency_ms: flags.latency,
    outage: isOn(flags.outage),
    lost_answer_rate: flags.lostAnswers,
    decline_rate: flags.declines,
    seed: flags.seed,
    'webhooks[twice_rate]': flags.twice,
    'webhooks[late_rate]': flags.late,
    'webhooks[late_seconds]': flags.lateBy,
    'webhooks[out_of_order]': isOn(flags.outOfOrder),
    'webhooks[at_once]': isOn(flags.atOnce),
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function isOn(choice: string | undefined): string | undefined {
  return choice && String(choice === 'on');
}

function print(answer: Promise<object>): Promise<void> {
  return answer.then((faults) => console.log(JSON.stringify(faults, null, 2))).catch(failWith);
}

import { setTimeout } from 'node:timers/promises';
import { Command } from 'commander';
import { type ClientFlags, callApi, clientOptions, type Params, Refused } from './api-client.ts';
import { fixtures, type Step } from './fixtures.ts';
import { failWith } from './serve.ts';

const waitMs = 15_000;

/** `onfile trigger <event>`: causes an event by actually doing what it reports. */
export function triggerCommand(): Command {
  const command = new Command('trigger')
    .description('cause an event by doing what it reports')
    .argument('<event>', 'such as payment_intent.succeeded')
    .option(
      '--override <step:field=value>',
      'another parameter for a step, such as customer:name=Ann',
      (value: string, given: readonly string[]) => [...given, value],
      [],
    )
    .addHelpText(
      'after',
      `\nEvents:\n${Object.keys(fixtures)
        .map((name) => `  ${name}\n`)
        .join('')}`,
    );
  for (const option of clientOptions()) command.addOption(option);
  return command.action((event: string, flags: ClientFlags & { readonly override: readonly string[] }) =>
    trigger(event, flags, flags.override).catch(failWith),
  );
}

async function trigger(event: string, flags: ClientFlags, overrides: readonly string[]): Promise<void> {
  const steps = new Map(Object.entries(fixtures)).get(event);
  if (steps === undefined) {
    throw new Error(
      `The event ${event} cannot be triggered. \`onfile trigger --help\` lists those that can.`,
    );
  }
  const changes = overrides.map(overrideOf);
  for (const { step, text } of changes) {
    if (steps.some(({ name }) => name === step)) continue;
    const names = steps.map(({ name }) => name).join(', ');
    throw new Error(`--override ${text}: ${event} has no step ${step}. Its steps are: ${names}.`);
  }
  const answers = new Map<string, unknown>();
  for (const step of steps) {
    console.log(`Running fixture for: ${step.name}`);
    const own = changes.filter((change) => change.step === step.name);
    const params = {
      ...step.params,
      ...Object.fromEntries(own.map(({ field, value }) => [field, value])),
    };
    const ready = { ...step, params: filled(params, answers), path: fill(step.path, answers) };
    answers.set(
      step.name,
      step.until === undefined ? await run(flags, ready) : await wait(flags, ready, step.until),
    );
  }
  console.log('Trigger succeeded!');
}

async function run(flags: ClientFlags, { method, path, params, declined }: Step): Promise<unknown> {
  try {
    return await callApi(flags, method, path, params);
  } catch (error) {
    if (declined === true && error instanceof Refused) return null;
    throw error;
  }
}

/** Repeats a step whose result comes later, such as news from the card network. */
async function wait(flags: ClientFlags, step: Step, until: string): Promise<unknown> {
  const [field = '', value] = until.split('=');
  for (const end = Date.now() + waitMs; Date.now() < end; await setTimeout(100)) {
    const answer = await run(flags, step);
    const found = fieldOf(answer, field);
    if (found !== undefined && (value === undefined || found === value)) return answer;
  }
  throw new Error(`The fixture's step ${step.name} had no ${until} after ${waitMs / 1000} s.`);
}

interface Override {
  readonly text: string;
  readonly step: string;
  readonly field: string;
  readonly value: string;
}

function overrideOf(text: string): Override {
  const [, step = '', field = '', value] = /^([^:=]+):([^=]+)=(.*)$/s.exec(text) ?? [];
  if (value === undefined) {
    throw new Error(`--override ${text} is not understood: write it as customer:name=Ann.`);
  }
  return { text, step, field, value };
}

function filled(params: Params, answers: ReadonlyMap<string, unknown>): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, fill(value, answers)]));
}

/** Replaces references with fields of earlier answers. */
function fill(text: string, answers: ReadonlyMap<string, unknown>): string {
  return text.replace(/\{(\w+):([\w.]+)\}/g, (_, step: string, path: string) => {
    const value = fieldOf(answers.get(step), path);
    if (typeof value !== 'string') throw new Error(`The fixture's step ${step} returned no ${path}.`);
    return value;
  });
}

/** A field of an answer by its path, `data.0.id`. */
function fieldOf(answer: unknown, path: string): unknown {
  let value = answer;
  for (const name of path.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  return value;
}

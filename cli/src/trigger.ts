import { Command } from 'commander';
import { type ClientFlags, callApi, clientOptions, type Params, Refused } from './api-client.ts';
import { fixtures, type Step } from './fixtures.ts';
import { failWith } from './serve.ts';

/** `onfile trigger <event>`: makes an event come about by doing the real thing. */
export function triggerCommand(): Command {
  const command = new Command('trigger')
    .description('make an event happen by doing what it tells of')
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
  const steps = fixtures[event];
  if (steps === undefined) {
    throw new Error(
      `The event ${event} cannot be triggered. \`onfile trigger --help\` lists those that can.`,
    );
  }
  const answers = new Map<string, unknown>();
  for (const step of steps) {
    console.log(`Running fixture for: ${step.name}`);
    const params = { ...step.params, ...overridesOf(step.name, overrides) };
    answers.set(step.name, await run(flags, step, filled(params, answers), fill(step.path, answers)));
  }
  console.log('Trigger succeeded!');
}

async function run(
  flags: ClientFlags,
  { method, declined }: Step,
  params: Params,
  path: string,
): Promise<unknown> {
  try {
    return await callApi(flags, method, path, params);
  } catch (error) {
    if (declined === true && error instanceof Refused) return null;
    throw error;
  }
}

function overridesOf(step: string, overrides: readonly string[]): Params {
  const own = overrides.flatMap((override) => {
    const [target = '', ...value] = override.split('=');
    const [name, field] = target.split(':', 2);
    return name === step && field !== undefined ? [[field, value.join('=')] as const] : [];
  });
  return Object.fromEntries(own);
}

function filled(params: Params, answers: ReadonlyMap<string, unknown>): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, fill(value, answers)]));
}

/** Puts fields of earlier answers in the place of their references. */
function fill(text: string, answers: ReadonlyMap<string, unknown>): string {
  return text.replace(/\{(\w+):([\w.]+)\}/g, (_, step: string, path: string) => {
    let value = answers.get(step);
    for (const field of path.split('.')) {
      value = typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
    }
    if (typeof value !== 'string') throw new Error(`The fixture's step ${step} answered no ${path}.`);
    return value;
  });
}

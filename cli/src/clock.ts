import { Command } from 'commander';
import { type ClientFlags, callApi, clientOptions, timeText } from './api-client.ts';
import { failWith } from './serve.ts';

interface Clock {
  readonly now: number;
  readonly offset: number;
}

/** `onfile clock`: shows the sandbox's time, and advances it. */
export function clockCommand(): Command {
  const clock = new Command('clock').description("show or advance the sandbox's time");
  const show = new Command('show').description("show the sandbox's time");
  const advance = new Command('advance')
    .description('advance the time, and do whatever becomes due')
    .argument('<duration>', 'such as 90s, 15m, 12h, 8d or 2w');
  for (const option of clientOptions()) show.addOption(option);
  for (const option of clientOptions()) advance.addOption(option);
  show.action((flags: ClientFlags) => print(callApi(flags, 'GET', '/v1/onfile/clock')));
  advance.action((by: string, flags: ClientFlags) =>
    print(callApi(flags, 'POST', '/v1/onfile/clock/advance', { by })),
  );
  return clock.addCommand(show).addCommand(advance);
}

async function print(answer: Promise<Clock>): Promise<void> {
  try {
    const { now, offset } = await answer;
    console.log(`${timeText(new Date(now * 1000))}  (${offset} s ahead)`);
  } catch (error) {
    failWith(error);
  }
}

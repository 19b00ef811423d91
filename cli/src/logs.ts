import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { type ClientFlags, callApi, clientOptions, type Params, Refused, timeText } from './api-client.ts';
import { failWith } from './serve.ts';

interface Flags extends ClientFlags {
  readonly filterStatusCode?: string;
  readonly filterHttpMethod?: string;
  readonly filterRequestPath?: string;
  readonly format: 'default' | 'JSON';
}

interface LoggedRequest {
  readonly id: string;
  readonly created: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const lookMs = 500;

/** `onfile logs tail`: requests as they come in. */
export function logsCommand(): Command {
  const tail = new Command('tail')
    .description("print the sandbox's requests as they come in")
    .option('--filter-status-code <codes>', 'such as 402, or several separated by commas')
    .option('--filter-http-method <methods>', 'such as POST')
    .option('--filter-request-path <path>', 'such as /v1/customers')
    .option('--format <format>', 'default or JSON', 'default');
  for (const option of clientOptions()) tail.addOption(option);
  tail.action((flags: Flags) => follow(flags).catch(failWith));
  return new Command('logs').description('watch API requests').addCommand(tail);
}

async function follow(flags: Flags): Promise<void> {
  let newest = await look(flags, { limit: '1' }).then((page) => page?.[0]?.id ?? null);
  console.error('Ready! Requests are printed as they come in (^C to quit)');
  for (;;) {
    const page = await look(flags, newest === null ? {} : { ending_before: newest });
    for (const request of page?.toReversed() ?? []) if (matches(flags, request)) print(flags, request);
    newest = page?.[0]?.id ?? newest;
    await pause(lookMs);
  }
}

/** Newest first; null while the server is away. */
async function look(flags: Flags, params: Params): Promise<LoggedRequest[] | null> {
  try {
    const path = '/v1/onfile/request_logs';
    const { data } = await callApi<{ data: LoggedRequest[] }>(flags, 'GET', path, {
      limit: '100',
      ...params,
    });
    return data;
  } catch (error) {
    if (error instanceof Refused) throw error;
    return null;
  }
}

function matches(flags: Flags, { method, path, status }: LoggedRequest): boolean {
  const among = (list: string | undefined, value: string) =>
    list === undefined || list.split(',').some((item) => item.trim().toUpperCase() === value.toUpperCase());
  return (
    among(flags.filterStatusCode, String(status)) &&
    among(flags.filterHttpMethod, method) &&
    among(flags.filterRequestPath, path)
  );
}

function print({ format }: Flags, request: LoggedRequest): void {
  const { created, id, method, path, status } = request;
  if (format === 'JSON') console.log(JSON.stringify(request));
  else console.log(`${timeText(new Date(created * 1000))} [${status}] ${method} ${path} [${id}]`);
}

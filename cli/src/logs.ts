import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type ClientFlags, callApi, clientOptions, type Params, Refused, timeText } from './api-client.ts';
import { failWith } from './serve.ts';
import { listOf } from './settings.ts';

interface Flags extends ClientFlags {
  readonly filterStatusCode?: readonly string[];
  readonly filterHttpMethod?: readonly string[];
  readonly filterRequestPath?: readonly string[];
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

/** `onfile logs tail`: prints requests as they arrive. */
export function logsCommand(): Command {
  const tail = new Command('tail')
    .description("print the sandbox's requests as they arrive")
    .option('--filter-status-code <codes>', 'such as 402, or several separated by commas', statusesOf)
    .option('--filter-http-method <methods>', 'such as POST', methodsOf)
    .option('--filter-request-path <paths>', 'such as /v1/customers', pathsOf)
    .addOption(
      new Option('--format <format>', 'how they are printed').choices(['default', 'JSON']).default('default'),
    );
  for (const option of clientOptions()) tail.addOption(option);
  tail.action((flags: Flags) => follow(flags).catch(failWith));
  return new Command('logs').description('watch API requests').addCommand(tail);
}

/** Reads a filter's values, each of which must match `form`. Throws InvalidArgumentError. */
function filterOf(text: string, form: RegExp, meaning: string): string[] {
  const values = listOf(text);
  const wrong = values.find((value) => !form.test(value));
  if (wrong === undefined) return values;
  throw new InvalidArgumentError(`${wrong} is not ${meaning}.`);
}

const statusesOf = (text: string) => filterOf(text, /^[1-5]\d\d$/, 'an HTTP status, such as 402');
const methodsOf = (text: string) =>
  filterOf(text.toUpperCase(), /^(GET|POST|DELETE)$/, 'GET, POST or DELETE');
const pathsOf = (text: string) => filterOf(text, /^\/[^?#]*$/, 'a path, such as /v1/customers');

async function follow(flags: Flags): Promise<void> {
  let newest: string | null | undefined;
  let isThere: boolean | null = null;
  for (;;) {
    const page = await look(flags, newest);
    if (isThere !== (page !== null)) tell(flags, page !== null);
    isThere = page !== null;
    if (page !== null) {
      if (newest !== undefined) printNew(flags, page);
      newest = page[0]?.id ?? newest ?? null;
    }
    await pause(lookMs);
  }
}

/** `page`: newest first. */
function printNew(flags: Flags, page: readonly LoggedRequest[]): void {
  for (const request of page.toReversed()) if (matches(flags, request)) print(flags, request);
}

function tell({ apiBase }: Flags, isThere: boolean): void {
  if (isThere) console.error('Ready! Requests are printed as they arrive (^C to quit)');
  else console.error(`Waiting for ${apiBase}, which does not answer …`);
}

/** What came after `newest`, newest first, or only the newest if none is known; null while the server is down. */
async function look(flags: Flags, newest: string | null | undefined): Promise<LoggedRequest[] | null> {
  const following: Params = newest == null ? { limit: '100' } : { limit: '100', ending_before: newest };
  try {
    const path = '/v1/onfile/request_logs';
    const params = newest === undefined ? { limit: '1' } : following;
    return (await callApi<{ data: LoggedRequest[] }>(flags, 'GET', path, params)).data;
  } catch (error) {
    if (error instanceof Refused) throw error;
    return null;
  }
}

function matches(flags: Flags, { method, path, status }: LoggedRequest): boolean {
  const among = (wanted: readonly string[] | undefined, value: string) =>
    wanted === undefined || wanted.includes(value);
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

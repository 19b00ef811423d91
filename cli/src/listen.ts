import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { type ClientFlags, callApi, clientOptions, Refused, timeText } from './api-client.ts';
import { failWith } from './serve.ts';
import { listOf } from './settings.ts';
import { stopOnSignal } from './stop-on-signal.ts';

interface Flags extends ClientFlags {
  readonly forwardTo?: string;
  readonly events?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly device: string;
  readonly printJson: boolean;
  readonly printSecret: boolean;
}

interface Endpoint {
  readonly id: string;
  readonly secret: string;
}

const forwardTimeoutMs = 30_000;
const reconnectMs = 1000;

/** `onfile listen`: an endpoint that forwards every event to a server on this machine. */
export function listenCommand(): Command {
  const command = new Command('listen')
    .description('forward webhook events to a local server, and print them')
    .option('-f, --forward-to <url>', 'where to forward to, such as localhost:3000/webhook', targetOf)
    .option('-e, --events <list>', 'event types, separated by commas; all of them unless given', listOf)
    .option('-H, --headers <list>', 'headers for the local server: "Name: value, Name: value"', headersOf)
    .option('--device <name>', 'whose signing secret to use; it stays the same', hostname())
    .option('-j, --print-json', 'print each event in full', false)
    .option('--print-secret', 'print the signing secret and exit', false);
  for (const option of clientOptions()) command.addOption(option);
  return command.action((flags: Flags) => listen(flags).catch(failWith));
}

async function listen(flags: Flags): Promise<void> {
  const relay = createServer(async (request, response) => {
    const status = await forward(flags, request, await bodyOf(request));
    response.writeHead(status).end();
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const address = relay.address();
  if (address === null || typeof address === 'string') throw new Error('The relay listens on no port.');
  const endpoint = await connect(flags, `http://127.0.0.1:${address.port}/`).catch((error: unknown) => {
    relay.close();
    throw error;
  });
  if (flags.printSecret) {
    console.log(endpoint.secret);
    relay.close();
    return;
  }
  console.log(`Ready! Your webhook signing secret is ${endpoint.secret} (^C to quit)`);
  stopOnSignal(async () => {
    // What happens from now on is not kept for a listener that is gone.
    await callApi(flags, 'POST', `/v1/webhook_endpoints/${endpoint.id}`, { disabled: 'true' }).catch(
      () => {},
    );
    relay.close();
    relay.closeAllConnections();
  });
}

/** Tries until the server is up. The endpoint, and what waits for it, outlive restarts of the server. */
async function connect(flags: Flags, url: string): Promise<Endpoint> {
  const types = flags.events ?? ['*'];
  const params = Object.fromEntries(types.map((type, index) => [`enabled_events[${index}]`, type]));
  let told = false;
  for (;;) {
    try {
      return await callApi<Endpoint>(flags, 'POST', '/v1/onfile/listeners', {
        device: flags.device,
        url,
        ...params,
      });
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (!told) console.error(`Waiting for ${flags.apiBase} …`);
      told = true;
      await pause(reconnectMs);
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** Forwards an event and returns the receiver's status, so that a refused one is retried. */
async function forward(flags: Flags, request: IncomingMessage, body: string): Promise<number> {
  const event: { id: string; type: string } = JSON.parse(body);
  if (flags.printJson) console.log(body);
  else console.log(`${timeText(new Date())}   --> ${event.type} [${event.id}]`);
  const url = flags.forwardTo;
  if (url === undefined) return 200;
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(forwardTimeoutMs),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': String(request.headers['user-agent']),
        'stripe-signature': String(request.headers['stripe-signature']),
        ...flags.headers,
      },
    });
    await response.arrayBuffer();
    console.log(`${timeText(new Date())}  <--  [${response.status}] POST ${url} [${event.id}]`);
    return response.status;
  } catch (error) {
    const reason =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
    console.log(`${timeText(new Date())}  <--  [ERROR] POST ${url} [${event.id}]: ${reason}`);
    return 502;
  }
}

/** Parses a target: `localhost:3000/webhook`, `3000/webhook` or a full URL. Throws InvalidArgumentError. */
function targetOf(given: string): string {
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(given)?.[0] ?? '';
  const target = scheme !== '' ? given : `http://${/^\d+(\/|$)/.test(given) ? 'localhost:' : ''}${given}`;
  if (/^(https?:\/\/)?$/i.test(scheme) && URL.canParse(target)) return target;
  throw new InvalidArgumentError('It is not a server address: write it as localhost:3000/webhook.');
}

/** Parses headers. Throws InvalidArgumentError for anything else. */
function headersOf(list: string): Record<string, string> {
  return Object.fromEntries(
    listOf(list).map((pair) => {
      const [name = '', ...value] = pair.split(':');
      const text = value.join(':').trim();
      if (value.length === 0 || !isHeader(name.trim(), text)) {
        throw new InvalidArgumentError(`${pair} is not a header: write them as "Name: value, Name: value".`);
      }
      return [name.trim(), text];
    }),
  );
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers().set(name, value);
    return true;
  } catch {
    return false;
  }
}

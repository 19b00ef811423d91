import { lookup } from 'node:dns/promises';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { errors } from '@onfile/shared/errors.ts';
import { ConfigError } from '../config/config.ts';
import { closed } from './pages/policies.ts';

/** A port that this process holds before it has anything to answer with. */
export interface TakenPort {
  /** Where it listens, `http://127.0.0.1:12111`. */
  readonly url: string;
  readonly server: Server;
  /** From now on `listener` answers. Until then, and while the port is closing, clients are told to retry. */
  serve(listener: RequestListener): void;
  /** Resolves when all waiting connections have been accepted; nothing long should be started before. */
  calm(): Promise<void>;
  /** Resolves when running requests have ended, or were ended because they took too long. */
  close(): Promise<void>;
}

/** How long a client may take to send a request: a connection that only trickles is closed. */
const receivingMs = 60_000;
/** Longer than proxies usually keep their connections: the side that closes first must not be the one that is asked. */
const keptAliveMs = 72_000;
const patienceMs = 5000;
const lookMs = 50;

/** Takes the port, on every address of `localhost`. Throws ConfigError for a port that is taken or impossible. */
export async function takePort(host: string, port: number): Promise<TakenPort> {
  const [first = host, ...others] = host === 'localhost' ? await addressesOf(host) : [host];
  const open = () => createServer({ requestTimeout: receivingMs, keepAliveTimeout: keptAliveMs });
  const server = open();
  let answer: RequestListener = askAgain;
  server.on('request', (request, response) => answer(request, response));
  await listen(server, { address: first, port, host });
  const bound = portOf(server);
  const secondary = others.map(() => open());
  for (const [index, each] of secondary.entries()) {
    for (const event of ['request', 'upgrade']) each.on(event, (...given) => server.emit(event, ...given));
    await listen(each, { address: others[index] ?? '', port: bound, host });
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    server,
    calm: calmOf([server, ...secondary]),
    serve: (listener) => {
      answer = listener;
    },
    close: async () => {
      answer = askAgain;
      await Promise.all([server, ...secondary].map(close));
    },
  };
}

/** A connection may arrive at the end of one turn and be reported in the next. */
const quietTurns = 2;
/** However many arrive, some work gets done. */
const turnsMax = 1024;

/**
 * libuv accepts one new connection of a port per turn of the event loop, so if turns do much work, the last of many waits for
 * all of it. This makes turns that do nothing else for as long as connections arrive.
 */
function calmOf(servers: readonly Server[]): () => Promise<void> {
  let quiet = 0;
  let calming: Promise<void> | null = null;
  for (const server of servers) {
    server.on('connection', () => {
      quiet = 0;
    });
  }
  async function calm(): Promise<void> {
    quiet = 0;
    for (let turn = 0; turn < turnsMax && quiet < quietTurns; turn += 1) {
      quiet += 1;
      await nextTurn();
    }
    calming = null;
  }
  return () => {
    calming ??= calm();
    return calming;
  };
}

/** The process is alive, but does not work yet, or no longer. */
function askAgain(request: IncomingMessage, response: ServerResponse): void {
  const isAlive = request.url === '/healthz';
  const { status, type, message } = errors.unavailable();
  response
    .writeHead(isAlive ? 200 : status, {
      ...closed,
      'Content-Type': 'application/json',
      'Stripe-Should-Retry': 'true',
      Connection: 'close',
    })
    .end(JSON.stringify(isAlive ? { status: 'ok' } : { error: { message, type } }));
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

interface Place {
  readonly address: string;
  readonly port: number;
  /** As it was requested. */
  readonly host: string;
}

function listen(server: Server, { address, port, host }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(refusalOf(error, port, host));
    server.once('error', fail);
    server.listen({ host: address, port }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function refusalOf(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError(`Port ${port} on ${host} is taken. Choose another with --port.`);
    case 'EACCES':
      return new ConfigError(
        `Port ${port} is not allowed to this user. Choose another with --port or ONFILE_PORT.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConfigError(
        `${host} is not an address of this machine. Choose another with --host or ONFILE_HOST.`,
      );
    default:
      return error;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection whose last answer has been sent would be kept for its client's next request.
    const idle = setInterval(() => server.closeIdleConnections(), lookMs);
    const late = setTimeout(() => server.closeAllConnections(), patienceMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });
}

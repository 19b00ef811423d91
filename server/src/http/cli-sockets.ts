import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { isInForce } from '../keys/issued-keys.ts';
import type { Services } from '../services.ts';
import { type CliSession, findCliSession } from '../webhooks/cli-sessions.ts';
import { openConnection } from './cli-connection.ts';
import { isForeignPage } from './pages/foreign-pages.ts';
import { repeatedHeader } from './request/repeated-header.ts';

const path = '/stripecli/subscribe/';
const protocol = 'stripecli-devproxy-v1';
const pingMs = 30_000;
/** How long a socket may outlive its key. */
const admissionMs = 5000;
/** The code with which a server refuses to continue (RFC 6455, 7.4.1). */
const policyViolation = 1008;
/** The CLI sends acknowledgements, and the beginning of receivers' answers. */
const messageBytesMax = 1024 * 1024;

/** Where the official CLI's `listen` and `logs tail` connect, with what `POST /v1/stripecli/sessions` gave them. */
export function serveCliSockets(server: FastifyInstance, services: Services): void {
  let opened: ReturnType<typeof load> | null = null;
  // Loaded when the CLI first connects.
  async function load() {
    const { WebSocketServer } = await import('ws');
    return new WebSocketServer({
      noServer: true,
      handleProtocols: () => protocol,
      maxPayload: messageBytesMax,
    });
  }
  const granted = (id: string) =>
    findCliSession(services.store.system, id, services.clock.now()).catch((error: unknown) => {
      server.log.error({ err: error }, 'a session of the CLI could not be looked up');
      return null;
    });
  /** If a key cannot be looked up for a moment, without a database, its holder keeps what they were granted. */
  const admits = ({ key }: CliSession) =>
    key === null || isInForce(services.store.system, key, services.clock.now()).catch(() => true);
  const open = new Set<WebSocket>();
  server.addHook('preClose', async () => {
    for (const socket of open) socket.terminate();
  });
  server.server.on('upgrade', async (request, stream, head) => {
    // A client that disconnects or breaks the protocol must not crash the process: Node has no error listener here.
    stream.on('error', () => stream.destroy());
    // The CLI is not a browser.
    const { headers, method, rawHeaders } = request;
    if (repeatedHeader(rawHeaders) !== null) {
      stream.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    if (isForeignPage(services, { headers, method, host: headers.host ?? '' })) {
      stream.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const [asked = ''] = (request.url ?? '').split('?', 1);
    const session = asked.startsWith(path) ? await granted(asked.slice(path.length)) : null;
    if (session === null || !(await admits(session))) {
      // From these words the CLI knows that it has to request another session.
      const body = '{"error":{"message":"Unknown WebSocket ID."}}';
      stream.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      return;
    }
    opened ??= load();
    const sockets = await opened;
    const connection = await openConnection(services, server.log, session, stream);
    if (connection === null) {
      stream.destroy();
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      // The library closes the connection itself.
      socket.on('error', (error) => server.log.debug({ err: error }, 'the CLI broke the protocol'));
      open.add(socket);
      connection.begin(socket);
      const timers = [
        setInterval(() => socket.ping(), pingMs),
        setInterval(async () => {
          if (!(await admits(session))) socket.close(policyViolation, 'The API key has ended.');
          else await connection.renew();
        }, admissionMs),
      ];
      socket.on('close', () => {
        open.delete(socket);
        for (const timer of timers) clearInterval(timer);
      });
    });
  });
}

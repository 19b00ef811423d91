import type { FastifyInstance } from 'fastify';
import { disableListener } from '../flows/webhooks/disable-listener.ts';
import { isInForce } from '../keys/issued-keys.ts';
import type { Services } from '../services.ts';
import type { CliSession } from '../webhooks/cli-sockets.ts';
import { isForeignPage } from './pages/foreign-pages.ts';
import { repeatedHeader } from './request/repeated-header.ts';

const path = '/stripecli/subscribe/';
const protocol = 'stripecli-devproxy-v1';
const pingMs = 30_000;
/** How long a socket may outlive its key. */
const admissionMs = 5000;
/** The code by which a server refuses to go on (RFC 6455, 7.4.1). */
const policyViolation = 1008;
/** The CLI sends acknowledgements, and the beginning of what receivers answered. */
const messageBytesMax = 1024 * 1024;

/** Where the official CLI's `listen` and `logs tail` connect, with what `POST /v1/stripecli/sessions` gave them. */
export function serveCliSockets(server: FastifyInstance, services: Services): void {
  let opened: ReturnType<typeof open> | null = null;
  // Loaded when the CLI first connects.
  async function open() {
    const { WebSocketServer } = await import('ws');
    return new WebSocketServer({
      noServer: true,
      handleProtocols: () => protocol,
      maxPayload: messageBytesMax,
    });
  }
  /** Whoever cannot be looked up, for a moment without a database, keeps what they were granted. */
  const admits = ({ key }: CliSession) =>
    key === null || isInForce(services.store.system, key, services.clock.now()).catch(() => true);
  server.addHook('preClose', async () => services.cliSockets.close());
  server.server.on('upgrade', async (request, stream, head) => {
    // Whoever goes away, or breaks the protocol, must not take the process along: Node listens for no errors here.
    stream.on('error', () => stream.destroy());
    // No browser is the CLI.
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
    const session = asked.startsWith(path) ? services.cliSockets.find(asked.slice(path.length)) : null;
    if (session === null || !(await admits(session))) {
      // By these words the CLI knows that it has to ask for another session.
      const body = '{"error":{"message":"Unknown WebSocket ID."}}';
      stream.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      return;
    }
    opened ??= open();
    const sockets = await opened;
    sockets.handleUpgrade(request, stream, head, (socket) => {
      // The library closes the connection itself.
      socket.on('error', (error) => server.log.debug({ err: error }, 'the CLI broke the protocol'));
      services.cliSockets.connect(session, socket);
      const timers = [
        setInterval(() => socket.ping(), pingMs),
        setInterval(async () => {
          if (!(await admits(session))) socket.close(policyViolation, 'The API key has ended.');
        }, admissionMs),
      ];
      socket.on('close', () => {
        for (const timer of timers) clearInterval(timer);
        if (session.endpoint === null) return;
        // What happens from now on is not kept for a listener that has gone.
        disableListener(services, session, session.endpoint).catch((error: unknown) =>
          server.log.error({ err: error }, 'a listener could not be ended'),
        );
      });
    });
  });
}

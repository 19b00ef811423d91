import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
}

/** A merchant's webhook endpoint that keeps what it receives. */
export class Receiver {
  readonly received: Received[] = [];
  /** The status it answers with; 200 unless a test says otherwise. */
  status = 200;
  /** The body it answers with. */
  words = '';
  /** Answers only after this. */
  hold: Promise<void> = Promise.resolve();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const body = Buffer.concat(parts).toString('utf8');
      receiver.received.push({ body, headers: request.headers, path: request.url ?? '' });
      const { status } = receiver;
      await receiver.hold;
      response
        .writeHead(status, status === 302 ? { location: '/elsewhere' } : {})
        .end(`answered ${status}${receiver.words}`);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/webhook`;
  }

  get types(): string[] {
    return this.received.map(({ body }) => JSON.parse(body).type);
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

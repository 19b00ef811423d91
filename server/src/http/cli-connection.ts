import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import { holdListener, leaveListener } from '../flows/webhooks/hold-listener.ts';
import type { Services } from '../services.ts';
import { renewCliListener } from '../webhooks/cli-listeners.ts';
import type { CliSession } from '../webhooks/cli-sessions.ts';
import { tailRequests } from './tail-requests.ts';

/** What a connection of the official CLI receives. */
interface Connection {
  begin(socket: WebSocket): void;
  /** Shows that the connection is still alive. */
  renew(): Promise<void>;
}

/** Opens what the session grants; null if it can receive nothing. */
export async function openConnection(
  services: Services,
  log: FastifyBaseLogger,
  session: CliSession,
  stream: Duplex,
): Promise<Connection | null> {
  const { endpoint } = session;
  if (endpoint === null) {
    return {
      begin: (socket) => {
        socket.on('close', tailRequests(services, session, socket));
      },
      renew: async () => {},
    };
  }
  const listener = { ...session, endpoint, socket: randomUUID() };
  const failed = (error: unknown) => log.error({ err: error }, 'a listener could not be noted');
  // Recorded before the CLI says that it is ready: from then on, no other process takes its events.
  const held = await holdListener(services, listener).catch((error: unknown) => {
    failed(error);
    return false;
  });
  if (!held) return null;
  const leave = () => void leaveListener(services, listener).catch(failed);
  if (stream.destroyed) leave();
  else stream.once('close', leave);
  return {
    begin: (socket) => services.cliSockets.connect(endpoint, socket),
    renew: () => renewCliListener(services.store.system, listener.socket, services.clock.now()).catch(failed),
  };
}

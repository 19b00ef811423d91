import { randomBytes, randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { DeliveryOutcome } from '../events/deliveries.ts';
import type { RequestEntry, RequestLog } from '../requests/request-log.ts';

/** What one run of the official CLI's `listen` or `logs tail` was granted. */
export interface CliSession {
  readonly feature: 'webhooks' | 'request_logs';
  readonly account: string;
  readonly livemode: boolean;
  /** Hash of the issued key that asked for it: it ends with the key. Null where keys do not end. */
  readonly key: string | null;
  /** Id of the endpoint whose deliveries go to it; null for logs. */
  readonly endpoint: string | null;
}

/** The sockets of the official CLI in this process. Its endpoints are called `stripecli:<endpoint>`. */
export interface CliSockets {
  /** Answers the id under which the CLI then connects. */
  grant(session: CliSession): string;
  /** Null for an id that was never granted, or by another process. */
  find(id: string): CliSession | null;
  connect(session: CliSession, socket: WebSocket): void;
  /** Hands a payload over; the CLI acknowledges it at once, and what its receiver answers it shows itself. */
  send(url: string, payload: string, headers: Readonly<Record<string, string>>): Promise<DeliveryOutcome>;
  close(): void;
}

export const cliScheme = 'stripecli:';
const ackMs = 10_000;
const grantsMax = 1000;

export function createCliSockets(requestLog: RequestLog): CliSockets {
  const granted = new Map<string, CliSession>();
  const listening = new Map<string, WebSocket>();
  const tailing = new Map<WebSocket, CliSession>();
  const waiting = new Map<string, () => void>();

  requestLog.onAdded((entry) => {
    for (const [socket, { account, livemode }] of tailing) {
      if (entry.account === account && (entry.mode === 'live') === livemode) socket.send(logMessage(entry));
    }
  });

  return {
    grant: (session) => {
      if (granted.size >= grantsMax) granted.delete(granted.keys().next().value ?? '');
      const id = `cliws_${randomBytes(24).toString('base64url')}`;
      granted.set(id, session);
      return id;
    },
    find: (id) => granted.get(id) ?? null,
    connect: (session, socket) => {
      const { endpoint } = session;
      if (endpoint === null) tailing.set(socket, session);
      else listening.set(endpoint, socket);
      socket.on('message', (data) => {
        const conversation = acknowledged(String(data));
        if (conversation !== null) waiting.get(conversation)?.();
      });
      socket.on('close', () => {
        tailing.delete(socket);
        if (endpoint !== null && listening.get(endpoint) === socket) listening.delete(endpoint);
      });
    },
    send: (url, payload, headers) => {
      const socket = listening.get(url.slice(cliScheme.length));
      if (socket === undefined) {
        return Promise.resolve({ status: null, body: null, error: 'The Stripe CLI is not connected.' });
      }
      return new Promise((resolve) => {
        const conversation = randomUUID();
        const done = (outcome: DeliveryOutcome) => {
          clearTimeout(timer);
          waiting.delete(conversation);
          resolve(outcome);
        };
        const timer = setTimeout(
          () => done({ status: null, body: null, error: 'The Stripe CLI did not acknowledge the event.' }),
          ackMs,
        );
        waiting.set(conversation, () => done({ status: 200, body: 'Taken by the Stripe CLI.', error: null }));
        socket.send(
          JSON.stringify({
            type: 'webhook_event',
            endpoint: { api_version: null },
            event_payload: payload,
            http_headers: headers,
            webhook_conversation_id: conversation,
            webhook_id: `wh_${conversation}`,
          }),
        );
      });
    },
    close: () => {
      for (const socket of [...listening.values(), ...tailing.keys()]) socket.terminate();
    },
  };
}

/** The conversation that a message of the CLI acknowledges. */
function acknowledged(text: string): string | null {
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== 'object' || message === null || !('type' in message)) return null;
    if (message.type !== 'event_ack' && message.type !== 'webhook_response') return null;
    return 'webhook_conversation_id' in message ? String(message.webhook_conversation_id) : null;
  } catch {
    return null;
  }
}

function logMessage({ id, created, method, mode, path, status, doc }: RequestEntry): string {
  const entry = {
    created_at: created,
    livemode: mode === 'live',
    method,
    request_id: id,
    status,
    url: path,
    error: doc.error ?? {},
  };
  return JSON.stringify({
    type: 'request_log_event',
    event_payload: JSON.stringify(entry),
    request_log_id: id,
  });
}

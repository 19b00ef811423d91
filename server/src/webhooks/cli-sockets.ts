import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { DeliveryOutcome } from '../events/deliveries.ts';

/** This process's sockets of the official CLI that receive events. Their endpoints' URLs are `stripecli:<endpoint>`. */
export interface CliSockets {
  /** Sends the endpoint's events to the socket until it closes or another one connects. */
  connect(endpoint: string, socket: WebSocket): void;
  /** Hands over a payload; the CLI acknowledges it at once, and itself shows its receiver's answer. */
  send(url: string, payload: string, headers: Readonly<Record<string, string>>): Promise<DeliveryOutcome>;
}

export const cliScheme = 'stripecli:';
const ackMs = 10_000;

export function createCliSockets(): CliSockets {
  const listening = new Map<string, WebSocket>();
  const waiting = new Map<string, () => void>();

  return {
    connect: (endpoint, socket) => {
      listening.set(endpoint, socket);
      socket.on('message', (data) => {
        const conversation = acknowledged(String(data));
        if (conversation !== null) waiting.get(conversation)?.();
      });
      socket.on('close', () => {
        if (listening.get(endpoint) === socket) listening.delete(endpoint);
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

import type { DeliveryOutcome, DeliveryTry } from '../events/deliveries.ts';
import { withoutCards } from '../redaction/without-cards.ts';
import { namesPrivateAddress } from './addresses.ts';
import { type CliSockets, cliScheme } from './cli-sockets.ts';
import { publicLookup } from './public-lookup.ts';

const answerBytesMax = 4096;
/** How much is read beyond that, so that a card number at the end is recognized. */
const beyondBytes = 256;
const timeoutMs = 10_000;

export interface Sender {
  /** Posts a payload and returns the receiver's answer. Never throws. */
  send(url: string, payload: string, signature: string): Promise<Omit<DeliveryTry, 'at'>>;
  /** Closes the connections, and with them what still waits for an answer. */
  end(): Promise<void>;
}

/** `cli` receives what is for the official CLI. `reach`: `anything` (development only) includes private addresses. */
export function createSender(reach: 'anything' | 'public', cli: CliSockets): Sender {
  let opened: ReturnType<typeof open> | null = null;
  // The HTTP client is large, so it is loaded when there is something to send.
  async function open() {
    const { Agent, request } = await import('undici');
    const agent = new Agent({
      connect: { timeout: timeoutMs, ...(reach === 'public' ? { lookup: publicLookup } : {}) },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    return { agent, request };
  }
  return {
    send: async (url, payload, signature) => {
      const begun = performance.now();
      let headers = headersOf(signature);
      const told = (outcome: DeliveryOutcome) => ({
        ...outcome,
        duration_ms: Math.round(performance.now() - begun),
        request: { headers, body: payload },
      });
      try {
        if (url.startsWith(cliScheme)) return told(await cli.send(url, payload, headers));
        // If the host is an address, nothing is resolved; the endpoint may be older than production mode.
        const target = new URL(url);
        if (reach === 'public' && namesPrivateAddress(target)) {
          throw new Error(`${target.hostname} leads to a private address.`);
        }
        headers = { host: target.host, ...headers, 'content-length': String(Buffer.byteLength(payload)) };
        opened ??= open();
        const { agent, request } = await opened;
        // Redirects are not followed: they do not acknowledge anything.
        const { statusCode, body } = await request(target, {
          dispatcher: agent,
          method: 'POST',
          body: payload,
          headers,
          signal: AbortSignal.timeout(timeoutMs),
        });
        const text = withoutCards(await beginningOf(body)).slice(0, answerBytesMax);
        const taken = statusCode >= 200 && statusCode < 300;
        return told({
          status: statusCode,
          body: text,
          error: taken ? null : `The endpoint returned ${statusCode}.`,
        });
      } catch (error) {
        return told({ status: null, body: null, error: reasonOf(error) });
      }
    },
    end: async () => {
      await (await opened)?.agent.destroy(new Error('The server stopped before the endpoint answered.'));
    },
  };
}

/** Source: what Stripe's own deliveries contain. */
function headersOf(signature: string): Record<string, string> {
  return {
    accept: '*/*; q=0.5, application/xml',
    'cache-control': 'no-cache',
    'content-type': 'application/json; charset=utf-8',
    'stripe-signature': signature,
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  };
}

async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    parts.push(part);
    length += part.length;
    if (length >= answerBytesMax + beyondBytes) break;
  }
  return Buffer.concat(parts)
    .subarray(0, answerBytesMax + beyondBytes)
    .toString('utf8');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The endpoint could not be reached.';
  if (error.name === 'TimeoutError') return `The endpoint did not answer within ${timeoutMs / 1000} seconds.`;
  return withoutCards(error.message);
}

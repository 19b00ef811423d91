import { Intentions, leavesOpen } from '@onfile/shared/intentions.ts';
import { Option } from 'commander';
import { demoKeys } from './serve.ts';
import { serverOf } from './settings.ts';

/** Which server a command talks to, and as whom. */
export interface ClientFlags {
  readonly apiBase: string;
  readonly apiKey: string;
}

/** Options that every such command has. */
export function clientOptions(): Option[] {
  return [
    new Option('--api-base <url>', 'address of the API')
      .env('ONFILE_API_BASE')
      .argParser(serverOf)
      .default('http://127.0.0.1:12111'),
    new Option('--api-key <key>', 'secret key; the demo key unless given')
      .env('STRIPE_API_KEY')
      .default(demoKeys.secretKey, 'the demo key'),
  ];
}

export type Params = Readonly<Record<string, string>>;

/** The server refused a call; its message says why. */
export class Refused extends Error {}

/** No Onfile server can answer the call now; the message says which address was tried. */
export class NoServer extends Error {}

/** It is unknown whether a call was carried out. */
export class Unanswered extends Error {}

const intentions = new Intentions();

interface Sent {
  /** 0 if no complete answer arrived. */
  readonly status: number;
  readonly answer: { readonly error?: { readonly message?: string } };
}

/**
 * Calls the API, a POST under one key until an answer reveals its outcome. Throws `Refused` for an error answer,
 * `Unanswered` if the outcome stays unknown, `NoServer` if no Onfile server answers.
 */
export async function callApi<Answer>(
  { apiBase, apiKey }: ClientFlags,
  method: string,
  path: string,
  params: Params = {},
): Promise<Answer> {
  const form = new URLSearchParams(params);
  const inQuery = method === 'GET' || method === 'DELETE';
  const query = inQuery && form.size > 0 ? `?${form}` : '';
  let sent = 0;
  const send = async (key: string | null): Promise<Sent> => {
    sent += 1;
    try {
      const response = await fetch(`${apiBase}${path}${query}`, {
        method,
        headers: {
          Authorization: `Bearer ${apiKey}`,
          ...(key === null ? {} : { 'Idempotency-Key': key }),
        },
        ...(inQuery ? {} : { body: form }),
      });
      return { status: response.status, answer: await response.json() };
    } catch (error) {
      if (key === null || (sent === 1 && neverCameIn(error))) throw noServerAt(apiBase, error);
      return { status: 0, answer: {} };
    }
  };
  const { status, answer } = await (method === 'POST'
    ? intentions.send(`${apiBase} ${apiKey} ${path} ${form}`, send)
    : send(null));
  if (status >= 200 && status < 300) return answer as Answer;
  const said = answer.error?.message;
  if (method === 'POST' && leavesOpen(status, false)) {
    throw new Unanswered(
      `It is not known whether ${method} ${path} was carried out${said === undefined ? '' : ` (${said})`}. Check before you run it again, because that would do it a second time.`,
    );
  }
  // A server that is starting, or has lost its database, has refused nothing.
  if (status >= 500) throw new NoServer(`${apiBase} cannot answer right now: ${said ?? status}`);
  throw new Refused(said ?? `${method} ${path} returned ${status}.`);
}

function noServerAt(apiBase: string, error: unknown): NoServer {
  const why = neverCameIn(error)
    ? `No server answers at ${apiBase}. Start one with \`onfile serve\``
    : `What answers at ${apiBase} is not an Onfile server, or was cut off. Check the address`;
  return new NoServer(`${why}, or name another with --api-base or ONFILE_API_BASE.`);
}

/** Whether nothing listens at the address, so that the request cannot have arrived. */
function neverCameIn(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}

/** `2026-01-01 12:00:00`, in the machine's own time. */
export function timeText(at: Date): string {
  return at.toLocaleString('sv-SE');
}

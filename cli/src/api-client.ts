import { Option } from 'commander';
import { demoKeys } from './serve.ts';

/** Which server a command talks to, and as whom. */
export interface ClientFlags {
  readonly apiBase: string;
  readonly apiKey: string;
}

/** Options that every command of this kind has. */
export function clientOptions(): Option[] {
  return [
    new Option('--api-base <url>', 'address of the API')
      .env('ONFILE_API_BASE')
      .default('http://127.0.0.1:12111'),
    new Option('--api-key <key>', 'secret key; the demo key unless given')
      .env('STRIPE_API_KEY')
      .default(demoKeys.secretKey, 'the demo key'),
  ];
}

export type Params = Readonly<Record<string, string>>;

/** The server refused a call; its message says why. */
export class Refused extends Error {}

/** Calls the API. Throws `Refused` for an error answer, TypeError where nothing answers. */
export async function callApi<Answer>(
  { apiBase, apiKey }: ClientFlags,
  method: string,
  path: string,
  params: Params = {},
): Promise<Answer> {
  const form = new URLSearchParams(params);
  const inQuery = method === 'GET' || method === 'DELETE';
  const query = inQuery && form.size > 0 ? `?${form}` : '';
  const response = await fetch(`${apiBase}${path}${query}`, {
    method,
    headers: { Authorization: `Bearer ${apiKey}` },
    ...(inQuery ? {} : { body: form }),
  });
  const answer = await response.json();
  if (!response.ok)
    throw new Refused(answer.error?.message ?? `${method} ${path} answered ${response.status}.`);
  return answer;
}

/** `2026-01-01 12:00:00`, in the machine's own time. */
export function timeText(at: Date): string {
  return at.toLocaleString('sv-SE');
}

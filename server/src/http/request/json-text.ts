import { holdsClientSecret } from '@onfile/shared/client-secret.ts';
import type { FastifyRequest } from 'fastify';

/**
 * JSON, indented like Stripe's for whoever reads it in a terminal, including through the official CLI; the official clients,
 * which only parse it, get it without spaces.
 */
export function jsonText(body: object, { headers }: FastifyRequest, hidesSecrets: boolean): string {
  const parsed =
    headers['x-stripe-client-user-agent'] !== undefined && !headers['user-agent']?.includes('stripe-cli');
  const spaces = parsed ? 0 : 2;
  return hidesSecrets ? JSON.stringify(body, withoutSecret, spaces) : JSON.stringify(body, null, spaces);
}

function withoutSecret(name: string, value: unknown): unknown {
  if (name === 'client_secret' || name === 'secret') return null;
  return typeof value === 'string' && holdsClientSecret(value) ? null : value;
}

import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Policy } from './policies.ts';

/** Something that a browser shows or loads. */
export interface Document {
  readonly policy: Policy;
  /** Its media type. */
  readonly type: string;
  readonly body: string | Buffer | Readable;
  /** `Cache-Control` */
  readonly cache: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The only way in which pages and their parts are sent: with all their headers. */
export function sendDocument(
  reply: FastifyReply,
  { policy, type, body, cache, status = 200, headers = {} }: Document,
): FastifyReply {
  return reply
    .code(status)
    .headers({ ...policy, 'Cache-Control': cache, ...headers })
    .type(type)
    .send(body);
}

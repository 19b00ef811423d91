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

/** The one way in which pages and their parts leave: all that is said of them is said before they are sent. */
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

import type { FastifyReply, FastifyRequest } from 'fastify';

/** A request, and the reply that its steps write. */
export interface Exchange {
  readonly requestId: string;
  readonly now: number;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

import type { Origin } from '../store/store.ts';

/** Nobody asked: the server does it by itself. */
export const ownDoing: Origin = { requestId: null, idempotencyKey: null };

/** A row that a job found, with whose it is. */
export interface Owned {
  readonly id: string;
  readonly account: string;
  readonly mode: 'test' | 'live';
}

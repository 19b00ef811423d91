import type { Release } from '@onfile/shared/element-rpc.ts';

/** Where, and for whom, the script runs on a page. */
export interface Context {
  readonly origin: string;
  readonly release: Release;
  readonly publishableKey: string;
  /** As given by the page, or 'auto'. */
  readonly locale: string;
}

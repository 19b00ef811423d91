import type { Release } from '@onfile/shared/element-rpc.ts';

/** Where and for whom the script works on a page. */
export interface Context {
  readonly origin: string;
  readonly release: Release;
  readonly publishableKey: string;
  /** As the page names it, or 'auto'. */
  readonly locale: string;
}

import { useObject } from './queries.ts';
import type { SandboxClock } from './types.ts';

/** The account's time in milliseconds, which may be ahead of the machine's. */
export function useAccountClock(): { readonly now: number; readonly pending: boolean } {
  const clock = useObject<SandboxClock>('onfile.clock', '/v1/onfile/clock');
  return { now: Date.now() + (clock.data?.offset ?? 0) * 1000, pending: clock.isPending };
}

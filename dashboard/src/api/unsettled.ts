import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Settled } from './changes.ts';
import type { Intention } from './open-intentions.ts';
import { useApi } from './queries.ts';

/** The changes whose answer was lost and whose outcome is still unknown. */
export function useUnsettled(): readonly Intention[] {
  const { intentions } = useApi().changes;
  return useSyncExternalStore(intentions.subscribe, () => intentions.lost);
}

/** Calls back with the outcome of a change whose answer had been lost. */
export function useSettled(listener: (settled: Settled) => void): void {
  const { changes } = useApi();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => changes.onSettled((settled) => latest.current(settled)), [changes]);
}

import type { TakerOfOptions } from './on-demand/idle-options.ts';

type OnDemand = typeof import('./on-demand/index.ts');

let loading: Promise<OnDemand> | null = null;

/** Loads the second script, which few pages need at once: confirmations, the issuer's challenge, fonts, warnings. */
export function loadOnDemand(origin: string): Promise<OnDemand> {
  loading ??= load(origin).catch((error: unknown) => {
    // The next call tries again.
    loading = null;
    throw error;
  });
  return loading;
}

async function load(origin: string): Promise<OnDemand> {
  return import(/* @vite-ignore */ `${origin}/v3/${__ON_DEMAND_SCRIPT__}`);
}

/** Warns of options that nothing reads; if the script with the warnings does not load, there are bigger problems to report. */
export function checkOptions(origin: string, taker: TakerOfOptions, given: object): void {
  loadOnDemand(origin).then(
    ({ warnOfIdle }) => warnOfIdle(taker, given),
    () => {},
  );
}

import type { TakerOfOptions } from './on-demand/idle-options.ts';

type OnDemand = typeof import('./on-demand/index.ts');

let loading: Promise<OnDemand> | null = null;

/** The second script, of what few pages need at once: confirmations, the issuer's challenge, fonts, warnings. */
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

/** Of what a page gives, tells what nothing reads; where that script does not load, there is more to tell of. */
export function checkOptions(origin: string, taker: TakerOfOptions, given: object): void {
  loadOnDemand(origin).then(
    ({ warnOfIdle }) => warnOfIdle(taker, given),
    () => {},
  );
}

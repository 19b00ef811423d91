import type { TakerOfOptions } from './later/idle-options.ts';

type Later = typeof import('./later/index.ts');

let loading: Promise<Later> | null = null;

/** The part of the script that few pages need at once: payments without Checkout, and the issuer's challenge. */
export function later(origin: string): Promise<Later> {
  loading ??= load(origin);
  return loading;
}

async function load(origin: string): Promise<Later> {
  try {
    return await import(/* @vite-ignore */ `${origin}/v3/${__LATER_SCRIPT__}`);
  } catch (error) {
    // The next call tries again.
    loading = null;
    throw error;
  }
}

/** Of what a page gives, tells what nothing reads; where that script does not load, there is more to tell of. */
export function checkOptions(origin: string, taker: TakerOfOptions, given: object): void {
  later(origin).then(
    ({ warnOfIdle }) => warnOfIdle(taker, given),
    () => {},
  );
}

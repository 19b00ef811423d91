import type { Services } from '../services.ts';
import type { AccountStore, Origin } from '../store/store.ts';

/** A row that a job found over all accounts. */
export interface Owned {
  readonly id: string;
  readonly account: string;
  readonly mode: 'test' | 'live';
}

/** How many rows one run of a job takes. */
export const batch = 100;

/** What the server does by itself. */
export const ownDoing: Origin = { requestId: null, idempotencyKey: null };

/** Works on each row with its account's store. Throws what went wrong with some once it is through with the others. */
export async function eachOwned(
  services: Services,
  rows: readonly Owned[],
  work: (store: AccountStore, id: string) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const { id, account, mode } of rows) {
    const store = services.store.account({ account, livemode: mode === 'live' });
    await work(store, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'A part of the work could not be done.');
}

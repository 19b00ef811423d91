import { ApiError } from '@onfile/shared/errors.ts';
import { NetworkUnavailable } from '../network/network.ts';
import type { Services } from '../services.ts';
import { createSetAside, type SetAside } from './set-aside.ts';

/** Work that comes about by itself, for each account on its own. */
export interface Duty {
  readonly name: string;
  /** Ids of the accounts for which there is something to do. */
  accounts(services: Services): Promise<readonly string[]>;
  /** Does all of it for one account, in pages. What goes wrong is set aside, and answered once the rest is done. */
  workOff(services: Services, account: string, shift: Shift): Promise<readonly unknown[]>;
}

export interface Shift {
  readonly aside: SetAside;
  /** The server stops: what is left is done by the next one. */
  isOver(): boolean;
}

/** Works a duty off for all accounts. Throws what went wrong with some of it, beside the network, once the rest is done. */
export async function workOffAll(services: Services, duty: Duty): Promise<void> {
  const shift = { aside: createSetAside(services.clock), isOver: () => false };
  const accounts = await duty.accounts(services);
  const failures = await Promise.all(accounts.map((account) => duty.workOff(services, account, shift)));
  const others = failures.flat().filter((error) => !isNetworkAway(error));
  if (others.length > 0) throw new AggregateError(others, 'A part of the work could not be done.');
}

/** The network did not answer: nothing is wrong here, and it is tried again later. */
export function isNetworkAway(error: unknown): boolean {
  return error instanceof NetworkUnavailable || (error instanceof ApiError && error.status >= 500);
}

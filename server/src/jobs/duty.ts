import { ApiError } from '@onfile/shared/errors.ts';
import { NetworkUnavailable } from '../network/network.ts';
import type { Services } from '../services.ts';
import { createSetAside, type SetAside } from './set-aside.ts';

/** Work that becomes due by itself, separately for each account. */
export interface Duty {
  readonly name: string;
  /** Ids of the accounts that have something to do. */
  accounts(services: Services): Promise<readonly string[]>;
  /** Does all of it for one account, page by page. What fails is set aside, and returned once the rest is done. */
  workOff(services: Services, account: string, shift: Shift): Promise<readonly unknown[]>;
}

export interface Shift {
  readonly aside: SetAside;
  /** Whether the server is stopping: the next one does the rest. */
  isOver(): boolean;
}

/** Works off a duty for all accounts. Once the rest is done, throws whatever failed other than by the network. */
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

import { timeOf } from '../flows/customers/customer-clock.ts';
import { type MoneyContext, recover } from '../flows/money/machine.ts';
import { move } from '../flows/payments/move-operation.ts';
import { payment } from '../flows/payments/payment-operation.ts';
import { refund } from '../flows/refunds/refund-operation.ts';
import { setup } from '../flows/setups/setup-operation.ts';
import { findAccount } from '../keys/accounts.ts';
import type { Services } from '../services.ts';
import type { OperationKind, Standing } from '../store/leases.ts';
import { ownDoing } from '../store/store.ts';
import { type Duty, type Shift, workOffAll } from './duty.ts';

const recoveries: Readonly<Record<OperationKind, (context: MoneyContext, id: string) => Promise<boolean>>> = {
  payment: (context, id) => recover(context, payment, id),
  setup: (context, id) => recover(context, setup, id),
  move: (context, id) => recover(context, move, id),
  refund: (context, id) => recover(context, refund, id),
};

/** How many are read at once. */
const batch = 100;

/**
 * Finishes operations at the card network that have lost their process: looks up what the network did, and commits it. One
 * for which the network does not answer is tried again later.
 */
export const finishOperations: Duty = {
  name: 'finish operations',
  accounts: ({ leases }) => leases.accounts(),
  workOff: async (services, account, shift) => {
    const failures: unknown[] = [];
    let after = { lease_until: Number.MIN_SAFE_INTEGER, id: '' };
    while (!shift.isOver()) {
      const page = await services.leases.abandoned(account, batch, after);
      for (const operation of page) {
        if (!shift.isOver()) failures.push(...(await finish(services, operation, shift)));
      }
      const last = page.at(-1);
      if (last === undefined || page.length < batch) break;
      after = { lease_until: Number(last.lease_until), id: last.id };
    }
    return failures;
  },
};

/** Returns the failures. */
async function finish(
  services: Services,
  { account, mode, id, kind }: Standing,
  { aside }: Shift,
): Promise<readonly unknown[]> {
  const name = `${kind} ${mode} ${id}`;
  if (aside.waits(account, name)) return [];
  const store = services.store.account({ account, livemode: mode === 'live' });
  try {
    const owner = await findAccount(services.store.system, account);
    const now = await timeOf(store.reader, [id], services.clock.now() + (owner?.clockOffset ?? 0));
    await recoveries[kind]({ services, store, origin: ownDoing, now }, id);
  } catch (error) {
    // An operation that no longer exists cannot fail: its sandbox was emptied.
    if (await services.leases.isThere(store, id)) {
      aside.put(account, name);
      return [error];
    }
  }
  aside.clear(account, name);
  return [];
}

/** The same for all accounts, until it is done. */
export function finishAllOperations(services: Services): Promise<void> {
  return workOffAll(services, finishOperations);
}

import { sql } from 'kysely';
import { attempts } from '../flows/attempts.ts';
import { finishAttempt, type Outcome } from '../flows/finish-attempt.ts';
import { giveBack } from '../flows/give-back.ts';
import { type Network, NetworkUnavailable } from '../network/network.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';
import type { AccountStore } from '../store/store.ts';
import { type Owned, ownDoing } from './own-doing.ts';

const batch = 100;
/** An attempt that stands still for so long has lost its request: no network call takes longer. */
export const staleSeconds = 60;

const standing = systemStatement<{ before: number }, Owned>((db, p) =>
  sql<Owned>`select id, account, mode from payment_attempts
    where status in ('started', 'giving_back') and updated <= ${p.before} order by updated limit ${sql.lit(batch)}`.compile(
    db,
  ),
);

/**
 * Finishes the attempts whose process ended between the network's call and its outcome: what the network did under
 * the attempt's request id is looked up and committed, and late approvals are given back. One that the network does
 * not answer for waits for the next run. `startup` takes all of them, however young. Throws what went wrong with
 * some attempts once it is through with the others.
 */
export async function sweepAttempts(services: Services, startup = false): Promise<void> {
  const now = services.clock.now();
  const before = startup ? now : now - staleSeconds;
  const failures: unknown[] = [];
  for (const { id, account, mode } of await services.store.system.all(standing, { before })) {
    const store = services.store.account({ account, livemode: mode === 'live' });
    await sweep(services, store, now, id).catch((error: unknown) => {
      if (!(error instanceof NetworkUnavailable)) failures.push(error);
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some attempts could not be finished.');
}

async function sweep(services: Services, store: AccountStore, now: number, id: string): Promise<void> {
  const attempt = await attempts.find(store.reader, id);
  if (attempt === undefined) return;
  if (attempt.status === 'giving_back') return giveBack(services, store, ownDoing, now, attempt);
  const { network_request, authentication } = attempt.doc;
  const outcome = await outcomeOf(services.network, network_request, authentication);
  await finishAttempt(services, store, ownDoing, now, id, outcome);
}

async function outcomeOf(network: Network, request: string, authentication: string | null): Promise<Outcome> {
  const answer = await network.lookup(request);
  if (answer === null || !('networkTransactionId' in answer)) return { kind: 'lost' };
  return {
    kind: 'answered',
    answer,
    authentication: authentication === null ? null : await network.authentication(authentication),
  };
}

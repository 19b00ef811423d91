import { sql } from 'kysely';
import { attempts } from '../flows/attempts.ts';
import { finishAttempt, type Outcome } from '../flows/finish-attempt.ts';
import type { Network } from '../network/network.ts';
import type { Services } from '../services.ts';
import { systemStatement } from '../store/statement.ts';

const batch = 100;
/** An attempt that stands still for so long has lost its request: no network call takes longer. */
export const staleSeconds = 60;

const standing = systemStatement<{ before: number }, { id: string; account: string; mode: 'test' | 'live' }>(
  (db, p) =>
    sql<{ id: string; account: string; mode: 'test' | 'live' }>`select id, account, mode from payment_attempts
    where status = 'started' and updated <= ${p.before} order by updated limit ${sql.lit(batch)}`.compile(db),
);

/**
 * Finishes the attempts whose process ended between the network's call and its outcome: what the network did under
 * the attempt's request id is looked up and committed. `startup` takes all of them, however young.
 */
export async function sweepAttempts(services: Services, startup = false): Promise<void> {
  const now = services.clock.now();
  const before = startup ? now : now - staleSeconds;
  for (const { id, account, mode } of await services.store.system.all(standing, { before })) {
    const store = services.store.account({ account, livemode: mode === 'live' });
    const attempt = await attempts.find(store.reader, id);
    if (attempt === undefined) continue;
    const outcome = await outcomeOf(
      services.network,
      attempt.doc.network_request,
      attempt.doc.authentication,
    );
    await finishAttempt(services, store, { requestId: null, idempotencyKey: null }, now, id, outcome);
  }
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

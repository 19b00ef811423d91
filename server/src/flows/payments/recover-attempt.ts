import type { Network } from '../../network/network.ts';
import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { finishAttempt, type Outcome } from './finish-attempt.ts';
import type { PaymentContext } from './payment-context.ts';

type RecoveryContext = Pick<PaymentContext, 'services' | 'store' | 'origin' | 'now'>;

/**
 * Finishes an attempt that nobody works on any more: what the network did under its request id is looked up and
 * committed. Throws `NetworkUnavailable` while the network does not tell.
 */
export async function recoverAttempt(context: RecoveryContext, attempt: AttemptRow): Promise<void> {
  const { services, store, origin, now } = context;
  const { network_request, authentication } = attempt.doc;
  const outcome = await outcomeOf(services.network, network_request, authentication);
  await finishAttempt(services, store, origin, now, attempt.id, outcome);
}

/**
 * Makes way for another confirmation of an intent whose last attempt was left standing, by a network that did not
 * answer: without this the buyer would have to wait for the sweeper. An attempt that is still being worked on, here or
 * in another process, is left alone.
 */
export async function recoverStanding(context: RecoveryContext, intent: string): Promise<boolean> {
  const { services, store } = context;
  const { rows } = await attempts.page(store.reader, { limit: 1, where: { payment_intent: intent } });
  const [attempt] = rows;
  if (attempt?.status !== 'started' || !services.abandoned.delete(attempt.id)) return false;
  try {
    await recoverAttempt(context, attempt);
    return true;
  } catch (error) {
    services.abandoned.add(attempt.id);
    throw error;
  }
}

async function outcomeOf(network: Network, request: string, authentication: string | null): Promise<Outcome> {
  const answer = await network.lookup(request);
  if (answer === null || !('networkTransactionId' in answer)) return { kind: 'untried' };
  return {
    kind: 'answered',
    answer,
    authentication: authentication === null ? null : await network.authentication(authentication),
  };
}

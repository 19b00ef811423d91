import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import type { Services } from '../../services.ts';
import type { AccountStore, Origin } from '../../store/store.ts';

/**
 * Gives back what the issuer approved for an attempt that may not be paid any more: held money is reversed, taken money
 * is refunded. It may run again after a crash.
 */
export async function giveBack(
  services: Services,
  store: AccountStore,
  origin: Origin,
  now: number,
  attempt: AttemptRow,
): Promise<void> {
  const { network_request, amount, capture } = attempt.doc;
  const request = {
    requestId: `${network_request}_back`,
    account: store.reader.scope.account,
    authorizationRequestId: network_request,
  };
  const answer =
    capture === 'manual'
      ? await services.network.reverse(request)
      : await services.network.refund({ ...request, amount });
  if (answer.outcome === 'refused') {
    throw new Error(`The issuer did not take back the attempt ${attempt.id}: ${answer.reason}`);
  }
  await store.write(origin, (transaction) =>
    attempts.update(transaction, { ...attempt, status: 'abandoned', updated: now }),
  );
}

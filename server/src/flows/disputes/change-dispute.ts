import { errors } from '@onfile/shared/errors.ts';
import { accepted, changeDispute, type DisputeChange } from '../../resources/disputes/rules.ts';
import { type DisputeRow, disputes } from '../../resources/disputes/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { endDispute, tell } from './dispute-charge.ts';
import { showDispute } from './show-dispute.ts';

/** The merchant gives evidence, and submits it. */
export async function updateDispute(call: Call<DisputeChange>, transaction: Transaction) {
  const before = await lockDispute(call, transaction);
  const after = changeDispute(before, call.params, call.now);
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    await disputes.update(transaction, after);
    await tell(transaction, call.services, call.now, after, 'charge.dispute.updated', before);
  }
  return showDispute(transaction, after);
}

/** The merchant accepts the dispute: it is lost. */
export async function acceptDispute(call: Call<object>, transaction: Transaction) {
  const before = await lockDispute(call, transaction);
  const after = await endDispute(transaction, call.services, call.now, accepted(before));
  return showDispute(transaction, after);
}

async function lockDispute(call: Call<unknown>, transaction: Transaction): Promise<DisputeRow> {
  const id = call.path.dispute ?? '';
  const row = await disputes.lock(transaction, id);
  if (row === undefined) throw errors.missingInPath('dispute', id);
  return row;
}

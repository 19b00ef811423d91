import { errors } from '@onfile/shared/errors.ts';
import { accepted, changeDispute, type DisputeChange } from '../../resources/disputes/rules.ts';
import { type DisputeRow, disputes, evidenceFiles } from '../../resources/disputes/table.ts';
import { isGone } from '../../resources/files/rules.ts';
import { files } from '../../resources/files/table.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { endDispute, tell } from './dispute-charge.ts';
import { showDispute } from './show-dispute.ts';

/**
 * `POST /v1/disputes/:dispute`: the merchant gives evidence, and submits it unless told otherwise. The dispute and its event
 * commit together; a crash leaves it unchanged.
 */
export async function updateDispute(call: Call<DisputeChange>, transaction: Transaction) {
  const before = await lockDispute(call, transaction);
  const after = changeDispute(before, call.params, call.now);
  await requireFiles(call, transaction, after);
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    await disputes.update(transaction, after);
    await tell(transaction, call.services, call.now, after, 'charge.dispute.updated', before);
  }
  return showDispute(transaction, after);
}

/** Maximum size of a dispute's files together, in bytes. Source: plugins that ran into the limit. */
const filesMax = 4.5 * 1024 * 1024;

/** Throws 400 for a file that does not exist or is not evidence, and for too much of it. */
async function requireFiles(
  { params, now }: Call<DisputeChange>,
  reader: Reader,
  { doc }: DisputeRow,
): Promise<void> {
  if (!evidenceFiles.some((name) => typeof params.evidence?.[name] === 'string')) return;
  let bytes = 0;
  for (const name of evidenceFiles) {
    const id = doc.evidence[name];
    if (id === undefined) continue;
    const file = await files.find(reader, id);
    const isNew = params.evidence?.[name] === id;
    const param = `evidence[${name}]`;
    if (isNew && (file === undefined || isGone(file, now)))
      throw errors.missingInBody('file upload', id, param);
    if (isNew && file !== undefined && file.purpose !== 'dispute_evidence') {
      throw errors.evidenceOfOtherPurpose(id, file.purpose, param);
    }
    bytes += file?.doc.size ?? 0;
  }
  if (bytes > filesMax) throw errors.evidenceTooLarge();
}

/** `POST /v1/disputes/:dispute/close`: the merchant accepts the dispute, which is lost. */
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

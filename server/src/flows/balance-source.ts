import { charges } from '../api/charges/table.ts';
import { chargeView } from '../api/charges/view.ts';
import { refunds } from '../api/refunds/table.ts';
import { refundView } from '../api/refunds/view.ts';
import type { Reader } from '../store/store.ts';
import { loadDispute } from './show-dispute.ts';

/** What moved the money of a balance transaction, by its id. */
export async function loadBalanceSource(reader: Reader, id: string) {
  if (id.startsWith('re_')) {
    const refund = await refunds.find(reader, id);
    return refund === undefined ? null : refundView(refund);
  }
  if (id.startsWith('du_')) return loadDispute(reader, id);
  const charge = await charges.find(reader, id);
  return charge === undefined ? null : chargeView(charge, reader.scope.livemode);
}

import { charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { refunds } from '../../resources/refunds/table.ts';
import { refundView } from '../../resources/refunds/view.ts';
import type { Reader } from '../../store/store.ts';
import { loadDispute } from '../disputes/show-dispute.ts';

/** The object that moved a balance transaction's money, by its id. */
export async function loadBalanceSource(reader: Reader, id: string) {
  if (id.startsWith('re_')) {
    const refund = await refunds.find(reader, id);
    return refund === undefined ? null : refundView(refund);
  }
  if (id.startsWith('du_')) return loadDispute(reader, id);
  const charge = await charges.find(reader, id);
  return charge === undefined ? null : chargeView(charge, reader.scope.livemode);
}

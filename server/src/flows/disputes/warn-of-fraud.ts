import { appendEvent } from '../../events/append.ts';
import type { NetworkNews } from '../../network/network.ts';
import { charges } from '../../resources/charges/table.ts';
import { earlyFraudWarnings } from '../../resources/early-fraud-warnings/table.ts';
import { earlyFraudWarningView } from '../../resources/early-fraud-warnings/view.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/store.ts';

/**
 * The issuer reports that a payment was probably fraud, as the job `hear network` hears. The warning and its event are
 * written in the job's transaction; heard twice, it changes nothing.
 */
export async function warnOfFraud(
  transaction: Transaction,
  services: Services,
  now: number,
  chargeId: string,
  news: Extract<NetworkNews, { kind: 'fraud_warning' }>,
): Promise<void> {
  const charge = await charges.lock(transaction, chargeId);
  if (charge === undefined) throw new Error(`There is no charge ${chargeId}.`);
  const known = await earlyFraudWarnings.page(transaction, { limit: 1, where: { network_case: news.id } });
  if (known.rows.length > 0) return;
  const row = {
    id: services.ids.next('early_fraud_warning'),
    created: now,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    network_case: news.id,
    // A refund can still prevent a dispute.
    doc: { actionable: charge.refunded === 0 && charge.disputed === 0, fraud_type: news.fraudType },
  };
  await earlyFraudWarnings.insert(transaction, row);
  await appendEvent(transaction, services.ids, now, {
    type: 'radar.early_fraud_warning.created',
    object: earlyFraudWarningView(row, transaction.scope.livemode),
  });
}

import { errors } from '@onfile/shared/errors.ts';
import { type ChargeRow, charges } from '../api/charges/table.ts';
import { disputesOf } from '../api/disputes/table.ts';
import { paymentIntents } from '../api/payment-intents/table.ts';
import { amountToRefund, newRefund } from '../api/refunds/rules.ts';
import { type RefundDoc, type RefundRow, refundedOf, refunds } from '../api/refunds/table.ts';
import { refundView } from '../api/refunds/view.ts';
import type { Call } from '../api/route.ts';
import { NetworkUnavailable } from '../network/network.ts';
import type { MetadataChange } from '../params/groups.ts';
import type { Transaction } from '../store/store.ts';
import { askForRefund } from './finish-refund.ts';

interface Asked {
  readonly amount?: number | undefined;
  readonly charge?: string | undefined;
  readonly metadata?: MetadataChange;
  readonly payment_intent?: string | undefined;
  readonly reason?: NonNullable<RefundDoc['reason']> | undefined;
}

/** Pays a charge back, all or in part: the refund is committed, the network asked, and its answer committed. */
export async function refundCharge(call: Call<Asked>) {
  const started =
    call.resumes === null ? await begun(call) : await refunds.find(call.store.reader, call.resumes);
  if (started === undefined) throw new Error('A refund that a request had begun is gone.');
  try {
    await askForRefund(call.services, call.store, call.origin, call.now, started);
  } catch (error) {
    // The sweeper asks again under the same request id.
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
  const row = await refunds.find(call.store.reader, started.id);
  return refundView(row ?? started);
}

function begun(call: Call<Asked>): Promise<RefundRow> {
  return call.store.write(call.origin, (transaction) => begin(call, transaction));
}

async function begin(call: Call<Asked>, transaction: Transaction): Promise<RefundRow> {
  const { params, services, now } = call;
  const charge = await lockCharge(transaction, params);
  const amount = amountToRefund(charge, await refundedOf(transaction, charge.id), params.amount);
  const chargedBack = (await disputesOf(transaction, charge.id)).some(({ status }) =>
    ['needs_response', 'under_review', 'lost'].includes(status),
  );
  if (chargedBack) throw errors.chargedBack(charge.id);
  const row = newRefund(charge, {
    id: services.ids.next('refund'),
    now,
    machineNow: services.clock.now(),
    networkRequest: services.ids.next('network_request'),
    amount,
    reason: params.reason ?? null,
    metadata: params.metadata,
  });
  await refunds.insert(transaction, row);
  await call.reserve(transaction, row.id);
  return row;
}

/** Held until the refund is written: requests at once cannot refund the same money. */
async function lockCharge(transaction: Transaction, params: Asked): Promise<ChargeRow> {
  if (params.charge !== undefined && params.payment_intent !== undefined)
    throw errors.parametersExclusive(['charge', 'payment_intent'], 'charge');
  if (params.charge !== undefined) {
    const charge = await charges.lock(transaction, params.charge);
    if (charge === undefined) throw errors.missingInBody('charge', params.charge, 'charge');
    return charge;
  }
  const intent = params.payment_intent;
  if (intent === undefined) throw errors.refundOfNothing();
  if ((await paymentIntents.find(transaction, intent)) === undefined)
    throw errors.missingInBody('payment_intent', intent, 'payment_intent');
  const paid = await charges.page(transaction, {
    limit: 1,
    where: { payment_intent: intent, status: 'succeeded' },
  });
  const charge = await charges.lock(transaction, paid.rows[0]?.id ?? '');
  if (!charge?.doc.captured) throw errors.refundWithoutCharge(intent);
  return charge;
}

import { errors } from '@onfile/shared/errors.ts';
import { formatAmount } from '@onfile/shared/money.ts';
import { type ChargeRow, charges } from '../api/charges/table.ts';
import { paymentIntents } from '../api/payment-intents/table.ts';
import type { CreateParams } from '../api/refunds/params.ts';
import { type RefundRow, refunds } from '../api/refunds/table.ts';
import { refundView } from '../api/refunds/view.ts';
import type { Call } from '../api/route.ts';
import { mergeMetadata } from '../params/groups.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { runRefund } from './run-refund.ts';

/** `POST /v1/refunds`: all or a part of a charge goes back to its card. */
export async function createRefund(call: Call<CreateParams>) {
  if (call.resumes === null) {
    const begun = await call.store.write(call.origin, async (transaction) => {
      const refund = await begin(call, transaction);
      await call.reserve(transaction, refund.id);
      return refund;
    });
    return refundView(await runRefund(call, begun));
  }
  const begun = await refunds.find(call.store.reader, call.resumes);
  if (begun === undefined) throw new Error(`There is no refund ${call.resumes}.`);
  return refundView(await runRefund(call, begun));
}

async function begin(call: Call<CreateParams>, transaction: Transaction): Promise<RefundRow> {
  const { params, services, now } = call;
  const charge = await charges.lock(transaction, await chargeOf(call, transaction));
  if (charge === undefined) throw errors.missingInBody('charge', params.charge ?? '', 'charge');
  const amount = params.amount ?? leftOf(charge);
  requireRefundable(charge, amount);
  const row: RefundRow = {
    id: services.ids.next('refund'),
    created: now,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    status: 'started',
    updated: now,
    check_at: null,
    doc: {
      network_request: services.ids.next('network_request'),
      amount,
      balance_transaction: null,
      currency: charge.currency,
      customer: charge.customer,
      failure_balance_transaction: null,
      failure_reason: null,
      metadata: mergeMetadata({}, params.metadata),
      payment_method: charge.doc.payment_method,
      reason: params.reason ?? null,
    },
  };
  await refunds.insert(transaction, row);
  // Spoken for from now on, so that no second refund asks the network for the same money.
  const amount_refunding = charge.doc.amount_refunding + amount;
  await charges.update(transaction, { ...charge, doc: { ...charge.doc, amount_refunding } });
  return row;
}

async function chargeOf({ params }: Call<CreateParams>, reader: Reader): Promise<string> {
  if (params.charge !== undefined && params.payment_intent !== undefined) {
    throw errors.parametersExclusive(['charge', 'payment_intent'], 'charge');
  }
  if (params.charge !== undefined) return params.charge;
  if (params.payment_intent === undefined) {
    throw errors.stateInvalid(
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  }
  const intent = await paymentIntents.find(reader, params.payment_intent);
  if (intent === undefined) {
    throw errors.missingInBody('payment_intent', params.payment_intent, 'payment_intent');
  }
  if (intent.status !== 'succeeded' || intent.doc.latest_charge === null) {
    throw errors.stateInvalid(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      {
        param: 'payment_intent',
      },
    );
  }
  return intent.doc.latest_charge;
}

/** Minor units that no refund has asked for yet. */
function leftOf({ doc }: ChargeRow): number {
  return doc.amount_captured - doc.amount_refunded - doc.amount_refunding;
}

function requireRefundable(charge: ChargeRow, amount: number): void {
  const { currency, doc, id } = charge;
  if (!doc.paid || !doc.captured) {
    throw errors.stateInvalid(
      doc.paid
        ? `Charge ${id} has not been captured. Cancel its PaymentIntent to give the money back.`
        : `Charge ${id} has failed and cannot be refunded.`,
      { param: 'charge' },
    );
  }
  const left = leftOf(charge);
  if (left === 0) {
    throw errors.stateInvalid(`Charge ${id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  if (amount <= left) return;
  const asked = formatAmount(amount, currency, 'en');
  throw errors.parameterInvalid(
    left === charge.amount
      ? `Refund amount (${asked}) is greater than charge amount (${formatAmount(left, currency, 'en')})`
      : `Refund amount (${asked}) is greater than unrefunded amount on charge (${formatAmount(left, currency, 'en')})`,
    'amount',
  );
}

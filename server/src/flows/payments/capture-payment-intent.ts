import { errors } from '@onfile/shared/errors.ts';
import { formatAmount } from '@onfile/shared/money.ts';
import { charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { requireDivisible } from '../../resources/divisible-amount.ts';
import type { CaptureParams } from '../../resources/payment-intents/params.ts';
import { requireState } from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { Call } from '../call.ts';
import { answerWithIntent } from './answer-with-intent.ts';
import { beginMove } from './begin-move.ts';
import { carryOutMove } from './move-operation.ts';
import { resumePayment } from './resume-payment.ts';

/**
 * `POST /v1/payment_intents/:intent/capture`. Takes all or part of the held money and releases the rest: commits the
 * move, asks the network, then commits its answer. After a crash in between, the repeated request or a job finishes it.
 */
export async function capturePaymentIntent(call: Call<CaptureParams>) {
  return capture(call, call.path.intent ?? '');
}

/** `POST /v1/charges/:charge/capture`: the same capture, by the charge's id. */
export async function captureCharge(
  call: Call<{
    readonly amount?: number | undefined;
    readonly statement_descriptor_suffix?: string | undefined;
  }>,
) {
  const id = call.path.charge ?? '';
  const charge = await charges.find(call.store.reader, id);
  if (charge === undefined) throw errors.missingInPath('charge', id);
  if (charge.doc.source !== undefined && charge.doc.captured && call.resumes === null) {
    throw errors.chargeCaptured(id);
  }
  const { amount: amount_to_capture, statement_descriptor_suffix } = call.params;
  const params = { amount_to_capture, statement_descriptor_suffix };
  await capture({ ...call, params }, charge.payment_intent ?? '', 'amount');
  const after = await charges.find(call.store.reader, id);
  return chargeView(after ?? charge, call.livemode);
}

async function capture(
  call: Call<CaptureParams>,
  id: string,
  param: 'amount' | 'amount_to_capture' = 'amount_to_capture',
) {
  if (call.resumes !== null) return resumePayment(call, call.resumes);
  const { params } = call;
  const move = await call.store.write(call.origin, async (transaction) => {
    const intent = await paymentIntents.lock(transaction, id);
    if (intent === undefined) throw errors.missingInPath('payment_intent', id, 'intent');
    requireState('capture', intent, paymentIntentView(intent, call.livemode));
    const amount = params.amount_to_capture ?? intent.doc.amount_capturable;
    requireCapturable(intent, amount, params.final_capture, param);
    return beginMove(call, transaction, intent, {
      amount,
      follows: {
        kind: 'captured',
        metadata: params.metadata,
        statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
      },
    });
  });
  await carryOutMove(call, move);
  return answerWithIntent(call, id);
}

function requireCapturable(
  { doc, currency }: PaymentIntentRow,
  amount: number,
  final: boolean | undefined,
  param: string,
): void {
  if (final === false) {
    throw errors.parameterInvalid(
      'You cannot capture this PaymentIntent in parts: `final_capture=false` needs multicapture, which is not available for it.',
      'final_capture',
    );
  }
  requireDivisible(amount, currency, param);
  if (amount > doc.amount_capturable) {
    throw errors.parameterInvalid(
      `The amount to capture (${formatAmount(amount, currency, 'en')}) is greater than the capturable amount (${formatAmount(doc.amount_capturable, currency, 'en')}).`,
      param,
      'amount_too_large',
    );
  }
}

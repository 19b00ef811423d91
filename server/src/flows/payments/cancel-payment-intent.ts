import { errors } from '@onfile/shared/errors.ts';
import { canceled, requireState } from '../../resources/payment-intents/rules.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { Call } from '../call.ts';
import { dropChallenge } from '../challenges/drop-challenge.ts';
import { answerWithIntent } from './answer-with-intent.ts';
import { beginMove } from './begin-move.ts';
import { carryOutMove } from './move-operation.ts';
import { resumePayment } from './resume-payment.ts';
import { tellOfIntent } from './tell-of-intent.ts';

type Reason = 'abandoned' | 'duplicate' | 'fraudulent' | 'requested_by_customer';

/**
 * `POST /v1/payment_intents/:intent/cancel`. Ends an unpaid intent and its challenge in one transaction; if money is
 * held, commits a move that returns it to the card and asks the network, and a job finishes the move after a crash.
 * Throws 429 while the intent is being charged.
 */
export async function cancelPaymentIntent(call: Call<{ readonly cancellation_reason?: Reason | undefined }>) {
  if (call.resumes !== null) return resumePayment(call, call.resumes);
  const id = call.path.intent ?? '';
  const reason = call.params.cancellation_reason ?? null;
  const move = await call.store.write(call.origin, async (transaction) => {
    const intent = await paymentIntents.lock(transaction, id);
    if (intent === undefined) throw errors.missingInPath('payment_intent', id, 'intent');
    const view = paymentIntentView(intent, call.livemode);
    requireState('cancel', intent, view);
    if (intent.checkout_session !== null && intent.status !== 'requires_capture') {
      throw errors.stateInvalid(
        'This PaymentIntent cannot be canceled because it was created by a Checkout Session. Expire the Checkout Session instead.',
        { code: 'payment_intent_unexpected_state', payment_intent: view },
      );
    }
    if (intent.status === 'processing') throw errors.lockTimeout();
    if (intent.status === 'requires_capture') {
      const { amount_capturable: amount } = intent.doc;
      return beginMove(call, transaction, intent, { amount, follows: { kind: 'canceled', reason } });
    }
    await call.reserve(transaction, id);
    await dropChallenge(transaction, intent, call.now);
    const ended = canceled(intent, reason, call.now);
    await paymentIntents.update(transaction, ended);
    await tellOfIntent(transaction, call.services, call.now, 'payment_intent.canceled', ended);
    return null;
  });
  if (move !== null) await carryOutMove(call, move);
  return answerWithIntent(call, id);
}

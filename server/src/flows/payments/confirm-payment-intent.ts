import { errors } from '@onfile/shared/errors.ts';
import {
  rememberingWhoSaid,
  requireBrowserMayConfirm,
  withoutOverruling,
} from '../../resources/payment-intents/browser-rules.ts';
import type { ConfirmParams } from '../../resources/payment-intents/params.ts';
import { changedIntent, requireCards, requireState } from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import type { TakenCard } from '../cards/card-in-hand.ts';
import { type CardChoice, chosenCard, takeCard } from '../cards/chosen-card.ts';
import { withConfirmationToken } from '../cards/use-confirmation-token.ts';
import { dropChallenge } from '../challenges/drop-challenge.ts';
import { begin as beginOperation } from '../money/machine.ts';
import { answerWithIntent, answerWithPayment } from './answer-with-intent.ts';
import { lockParts } from './attempt-parts.ts';
import { beginAttempt } from './begin-attempt.ts';
import type { Failure } from './commit-outcome.ts';
import { type BegunPayment, carryOutPayment, payment } from './payment-operation.ts';
import { recoverPayment } from './recover.ts';
import { resumePayment } from './resume-payment.ts';
import { takeUp } from './take-up.ts';

/**
 * `POST /v1/payment_intents/:intent/confirm`, called by the server, or by a browser with the client secret. Commits the
 * attempt, asks the network, then commits its answer. After a crash in between, the repeated request, the next
 * confirmation or a job finds out what became of the attempt; the card is charged once.
 */
export async function confirmPaymentIntent(asked: Call<ConfirmParams>) {
  if (asked.resumes !== null) return resumePayment(asked, asked.resumes, asked.params);
  const call = await withConfirmationToken(asked);
  const id = call.path.intent ?? '';
  if ((await recoverPayment(call, id)) && (await isAnswer(call, id))) {
    return answerWithIntent(call, id, await failureOf(call, id));
  }
  const chosen = await chosenCard(call, call.params, 'now');
  const begun = await call.store.write(call.origin, async (transaction) => {
    const intent = await requireConfirmable(call, transaction, id);
    const params = { ...withoutOverruling(intent, call.params), ...asked.params };
    return begin({ ...call, params }, transaction, intent, chosen);
  });
  return answerWithPayment(call, await carryOutPayment(call, begun));
}

/**
 * Whether the outcome of the last confirmation, whose answer was lost, also answers this one: it was paid, or its card
 * was declined and this call brings no other.
 */
async function isAnswer({ params, store }: Call<ConfirmParams>, id: string): Promise<boolean> {
  const intent = await paymentIntents.find(store.reader, id);
  if (intent?.status === 'requires_payment_method') return !bringsCard(params);
  return intent?.status === 'succeeded' || intent?.status === 'requires_capture';
}

async function failureOf({ store, livemode }: Call<ConfirmParams>, id: string): Promise<Failure | null> {
  const intent = await paymentIntents.find(store.reader, id);
  const error = intent?.doc.last_payment_error ?? null;
  return intent === undefined || error === null
    ? null
    : { error, intent: paymentIntentView(intent, livemode) };
}

async function begin(
  call: Call<ConfirmParams>,
  transaction: Transaction,
  intent: PaymentIntentRow,
  chosen: TakenCard | null,
): Promise<BegunPayment> {
  const { params } = call;
  requireCards(params.allowed_payment_method_types, params.excluded_payment_method_types ?? undefined);
  const proven = intent.status === 'requires_confirmation' ? intent.doc.challenged_attempt : null;
  if (proven !== null && !bringsCard(params)) {
    // `confirmation_method=manual`: the buyer has answered the issuer, and the server now confirms.
    const taken = await takeUp(await lockParts(call.services, transaction, call.now, proven));
    if (taken !== null) {
      const attempt = await beginOperation(call, transaction, payment, taken.attempt);
      return { attempt, rows: taken, inHand: null };
    }
  }
  await dropChallenge(transaction, intent, call.now);
  const card = await takeCard(call, transaction, params, chosen, 'now', intent.doc.payment_method);
  const changed = rememberingWhoSaid(changedIntent(intent, params), params, call.caller);
  return beginAttempt(call, transaction, changed, card, params);
}

function bringsCard(params: CardChoice): boolean {
  return params.payment_method !== undefined || params.payment_method_data !== undefined;
}

async function requireConfirmable(
  call: Call<ConfirmParams>,
  transaction: Transaction,
  id: string,
): Promise<PaymentIntentRow> {
  const intent = await paymentIntents.lock(transaction, id);
  if (intent === undefined) throw errors.missingInPath('payment_intent', id, 'intent');
  if (intent.status === 'processing') throw errors.lockTimeout();
  const shown = paymentIntentView(intent, call.livemode);
  requireState('confirm', intent, shown);
  if (intent.checkout_session !== null) {
    throw errors.stateInvalid(
      'This PaymentIntent cannot be confirmed because it was created by a Checkout Session. Confirm the Checkout Session instead.',
      { code: 'payment_intent_unexpected_state', payment_intent: shown },
    );
  }
  if (call.caller === 'publishable') requireBrowserMayConfirm(intent, call.params);
  return intent;
}

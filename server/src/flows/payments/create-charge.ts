import { errors } from '@onfile/shared/errors.ts';
import { attempts } from '../../resources/attempts/attempts.ts';
import type { CreateParams } from '../../resources/charges/params.ts';
import { charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { customers } from '../../resources/customers/table.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import type { TakenCard } from '../cards/card-in-hand.ts';
import { findSource } from '../cards/find-source.ts';
import { receiveSource } from '../cards/receive-source.ts';
import { there } from './attempt-parts.ts';
import { beginAttempt } from './begin-attempt.ts';
import type { Failure } from './commit-outcome.ts';
import { draftPaymentIntent } from './open-payment-intent.ts';
import { type BegunPayment, carryOutPayment } from './payment-operation.ts';
import { resumeAttempt } from './resume-payment.ts';

/**
 * `POST /v1/charges`: charges a token, or a customer's older kind of card. A hidden intent carries the charge, so that all
 * that holds for payments holds here; it and its attempt are committed, the network is asked, the answer is committed, and
 * a crash in between is recovered as for any payment. No 3-D Secure: an issuer that requires it declines.
 */
export async function createCharge(call: Call<CreateParams>) {
  if (call.resumes !== null) {
    const again = { payment_method: call.params.source };
    const { payment_intent } = there(await attempts.find(call.store.reader, call.resumes), call.resumes);
    return answered(call, payment_intent, await resumeAttempt(call, call.resumes, again));
  }
  const begun = await call.store.write(call.origin, (transaction) => begin(call, transaction));
  const { failure } = await carryOutPayment(call, begun);
  return answered(call, begun.attempt.payment_intent, failure);
}

async function begin(call: Call<CreateParams>, transaction: Transaction): Promise<BegunPayment> {
  const { params } = call;
  const card = await chosenSource(call, transaction);
  const { capture, customer = null, ...about } = params;
  const intent = draftPaymentIntent(call, {
    amount: params.amount,
    currency: params.currency,
    customer,
    checkoutSession: null,
    about: { carries_charge: true, payment_method: card.row.id },
    change: { ...about, capture_method: capture === false ? 'manual' : 'automatic' },
  });
  return beginAttempt(call, transaction, intent, card, { off_session: true });
}

/** Returns the card to charge, locked. Throws 400 for one that is missing or another's, 402 for a customer without a card. */
async function chosenSource(call: Call<CreateParams>, transaction: Transaction): Promise<TakenCard> {
  const { customer, source } = call.params;
  if (customer === undefined) {
    if (source === undefined) throw errors.chargeOfNothing();
    return receiveSource(call, transaction, source);
  }
  const holder = await customers.lock(transaction, customer);
  if (holder === undefined || holder.deleted) throw errors.missingInBody('customer', customer, 'customer');
  const id = source ?? holder.doc.default_source ?? null;
  if (id === null) throw errors.noDefaultSource();
  const card = (await findSource(transaction, customer, id)) && (await paymentMethods.lock(transaction, id));
  if (!card) throw errors.sourceOfOther(customer, id);
  return { row: card, inHand: null };
}

async function answered(call: Call<CreateParams>, intent: string, failure: Failure | null) {
  if (failure !== null) {
    const { payment_method: _card, message, type: _type, ...codes } = failure.error;
    throw errors.card(message, codes);
  }
  const { latest_charge } = there(await paymentIntents.find(call.store.reader, intent), intent).doc;
  const charge = await charges.find(call.store.reader, latest_charge ?? '');
  // The network never acted on it.
  if (charge === undefined) throw errors.networkUnavailable();
  return chargeView(charge, call.livemode);
}

import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import { errors } from '@onfile/shared/errors.ts';
import { type AttemptRow, attempts } from '../../resources/attempts/attempts.ts';
import { statementDescriptor } from '../../resources/charges/statement-descriptor.ts';
import { amountsOfSession } from '../../resources/checkout-sessions/amounts.ts';
import {
  futureUsageOf,
  isFree,
  requireExpectedAmount,
  requireOpen,
} from '../../resources/checkout-sessions/rules.ts';
import { type Saving, savingAtCheckout } from '../../resources/checkout-sessions/saving.ts';
import {
  type BuyerDetails,
  checkoutSessions,
  type SessionDoc,
  type SessionRow,
} from '../../resources/checkout-sessions/table.ts';
import { type StatedConsent, statedConsent } from '../../resources/consents/stated-consent.ts';
import { captureMethodOf, confirmed, may } from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { isExpired, requireChargeable } from '../../resources/payment-methods/rules.ts';
import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import type { ConfirmParams } from '../../resources/payment-pages/params.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import type { TakenCard } from '../cards/card-in-hand.ts';
import { credentialOf } from '../cards/credential.ts';
import { findPaymentMethod } from '../cards/find-payment-method.ts';
import { isShown } from '../cards/saved-cards.ts';
import { dropChallenge } from '../challenges/drop-challenge.ts';
import { begin as beginOperation } from '../money/machine.ts';
import { requireIdle } from '../payments/in-flight.ts';
import { storeConfirmed } from '../payments/open-payment-intent.ts';
import { type BegunPayment, carryOutPayment, payment } from '../payments/payment-operation.ts';
import { recoverPayment } from '../payments/recover.ts';
import { answerWithPage, answerWithPayment } from './answer-with-page.ts';
import { buyerFrom } from './buyer.ts';
import { completeFreeCheckout } from './complete-free-checkout.ts';
import { confirmSetupCheckout } from './confirm-setup-checkout.ts';
import { resumeCheckout } from './resume-checkout.ts';
import { requireCollected, sessionCard, withCustomer } from './session-buyer.ts';
import { draftSessionIntent } from './session-intent.ts';

/**
 * `POST /v1/payment_pages/:session/confirm`: the buyer's page pays an open session. Commits the attempt, asks the network,
 * then commits the outcome; after a crash in between, the repeated request or a job finishes the attempt, and nothing is
 * charged twice. Returns the page; throws 402 for a decline, 400 for a session that cannot be paid.
 */
export async function confirmCheckout(call: Call<ConfirmParams>) {
  if (call.resumes !== null) return resumeCheckout(call, call.resumes);
  const session = await checkoutSessions.find(call.store.reader, call.path.session ?? '');
  if (session !== undefined && isFree(session.doc)) return completeFreeCheckout(call);
  // Named test cards become payment methods of their own before the transaction.
  const given = call.params.payment_method;
  const card = given === undefined ? null : await findPaymentMethod(call, given, 'body', 'now');
  return confirmations[session?.doc.mode ?? 'payment'](call, card, session);
}

type Confirm = (
  call: Call<ConfirmParams>,
  card: TakenCard | null,
  session: SessionRow | undefined,
) => Promise<CheckoutPage>;

const confirmations: Readonly<Record<SessionDoc['mode'], Confirm>> = {
  payment: async (call, card, session) => {
    if (session?.payment_intent != null && (await recoverPayment(call, session.payment_intent))) {
      // The payment had gone through and only its answer was lost: the buyer learns of it now.
      const after = await checkoutSessions.find(call.store.reader, session.id);
      if (after?.status === 'complete') return answerWithPage(call, session.id, null);
    }
    const begun = await call.store.write(call.origin, (transaction) => begin(call, transaction, card));
    return answerWithPayment(call, await carryOutPayment(call, begun));
  },
  setup: confirmSetupCheckout,
};

async function begin(
  call: Call<ConfirmParams>,
  transaction: Transaction,
  chosen: TakenCard | null,
): Promise<BegunPayment> {
  const before = await checkoutSessions.lock(transaction, call.path.session ?? '');
  if (before === undefined)
    throw errors.missingInPath('checkout.session', call.path.session ?? '', 'session');
  requireOpen(before, call.now);
  requireExpectedAmount(before, call.params.expected_amount);
  // The session became free while this request was on its way.
  if (isFree(before.doc)) throw errors.lockTimeout();
  const buyer = buyerFrom(before, call.params);
  requireCollected(before, buyer, call.params);
  const session = await withCustomer(call, transaction, before, buyer);
  const intent = await intentOf(call, transaction, session);
  const { row, inHand } = await sessionCard(call, transaction, buyer, chosen);
  requireUsable(session, row, call.now);
  await requireIdle(transaction, row);

  const saving = savingAtCheckout(session, row, call.params.save_payment_method ?? null);
  const processing: PaymentIntentRow = {
    ...confirmed(intent, row.id, saving.setupFutureUsage),
    amount: amountsOfSession(session.doc).total,
    customer: session.customer,
  };
  const attempt = newAttempt(call, { session, intent: processing, card: row, saving, buyer });
  const rows = {
    intent: await storeConfirmed(call, transaction, intent, processing),
    session: await checkoutSessions.replace(transaction, {
      ...session,
      payment_intent: intent.id,
      doc: { ...session.doc, buyer },
    }),
    card: row,
  };
  await attempts.insert(transaction, attempt);
  return { attempt: await beginOperation(call, transaction, payment, attempt), rows, inHand };
}

interface AttemptParts {
  readonly session: SessionRow;
  readonly intent: PaymentIntentRow;
  readonly card: PaymentMethodRow;
  readonly saving: Saving;
  readonly buyer: BuyerDetails;
}

function newAttempt(
  call: Call<ConfirmParams>,
  { session, intent, card, saving, buyer }: AttemptParts,
): AttemptRow {
  const { params, services, now } = call;
  const saved = card.customer !== null;
  return {
    id: services.ids.next('payment_attempt'),
    created: now,
    payment_intent: intent.id,
    checkout_session: session.id,
    payment_method: card.id,
    customer: intent.customer,
    status: 'started',
    doc: {
      network_request: services.ids.next('network_request'),
      amount: intent.amount,
      currency: intent.currency,
      capture: captureMethodOf(intent.doc),
      statement_descriptor: statementDescriptor(
        intent.doc.statement_descriptor ?? call.account.settings.statementDescriptor,
        intent.doc.statement_descriptor_suffix,
      ),
      new_card: !saved,
      authentication: null,
      initiator: 'customer',
      credential: credentialOf(card, saving),
      on_challenge: 'sdk',
      saving,
      consent: saving.attach && !saved ? consentTo(params) : null,
      usage: futureUsageOf(session.doc),
      buyer,
      client: call.client,
      return_url: params.return_url ?? session.doc.return_url ?? session.doc.hosted?.success_url ?? null,
    },
  };
}

/** Returns the session's one intent, drafting it at the first confirmation. Throws 429 while another one runs. */
async function intentOf(
  call: Call<ConfirmParams>,
  transaction: Transaction,
  session: SessionRow,
): Promise<PaymentIntentRow> {
  if (session.payment_intent !== null) {
    const known = await paymentIntents.lock(transaction, session.payment_intent);
    if (known === undefined || !may('confirm', known.status)) throw errors.lockTimeout();
    await dropChallenge(transaction, known, call.now);
    return known;
  }
  return draftSessionIntent(call, session);
}

/** Throws unless a saved card belongs to the session's customer, may be shown there, and has not expired. */
function requireUsable(session: SessionRow, row: PaymentMethodRow, now: number): void {
  requireChargeable(row, session.customer, 'PaymentIntent');
  if (row.customer === null) return;
  const filters = session.doc.saved_payment_method_options.allow_redisplay_filters;
  if (!isShown(row, session.customer, filters)) {
    throw errors.parameterInvalid(
      `The PaymentMethod ${row.id} may not be used here: its allow_redisplay is ${row.allow_redisplay}.`,
      'payment_method',
    );
  }
  if (isExpired(row.doc.card, now)) {
    throw errors.card('Your card has expired.', { code: 'expired_card', param: 'exp_month' });
  }
}

/** The buyer's consent. If they did not agree on the page, the merchant's server is the one that saves. */
function consentTo({
  save_payment_method,
  consent = { source: 'merchant_ui' },
}: ConfirmParams): StatedConsent {
  return statedConsent(save_payment_method === true ? consent : undefined);
}

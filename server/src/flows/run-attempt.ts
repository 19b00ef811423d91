import { errors } from '@onfile/shared/errors.ts';
import { checkoutSessions } from '../api/checkout-sessions/table.ts';
import { challenged } from '../api/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../api/payment-intents/table.ts';
import { paymentIntentView } from '../api/payment-intents/view.ts';
import { type PaymentMethodRow, paymentMethods } from '../api/payment-methods/table.ts';
import type { Call } from '../api/route.ts';
import {
  type AuthenticationResult,
  type AuthorizationAnswer,
  NetworkUnavailable,
} from '../network/network.ts';
import { appendEvent } from '../outbox/append.ts';
import { type AttemptRow, attempts } from './attempts.ts';
import { checkoutPage } from './checkout-page.ts';
import { finishAttempt, type Outcome } from './finish-attempt.ts';
import { openCard } from './open-card.ts';

type AnyCall = Omit<Call<unknown>, 'params'>;

/** Takes a started attempt through authentication and authorization. Answers the page; throws 402 when it failed. */
export async function runAttempt(call: AnyCall, attempt: AttemptRow) {
  const { card, intent } = await partsOf(call, attempt);
  const answer = await asked(() => authenticate(call, attempt, card, intent));
  switch (answer.outcome) {
    case 'challenge':
      return challenge(call, attempt, answer.authenticationId);
    case 'finished':
      if (answer.result.status === 'failed') return failUnauthenticated(call, attempt);
      return authorizeAttempt(call, attempt, answer.result);
    case 'not_required':
    case 'not_supported':
      return authorizeAttempt(call, attempt, null);
  }
}

/** Asks the issuer for the money and commits its answer. */
export async function authorizeAttempt(
  call: AnyCall,
  attempt: AttemptRow,
  authentication: AuthenticationResult | null,
) {
  const { card, intent } = await partsOf(call, attempt);
  const answer = await asked(() => authorize(call, attempt, card, intent, authentication));
  return settle(call, attempt, { kind: 'answered', answer, authentication });
}

/** The buyer did not prove themselves: nothing is charged. */
export function failUnauthenticated(call: AnyCall, attempt: AttemptRow) {
  return settle(call, attempt, { kind: 'unauthenticated' });
}

async function partsOf(call: AnyCall, attempt: AttemptRow) {
  const card = await paymentMethods.find(call.store.reader, attempt.doc.payment_method);
  const intent = await paymentIntents.find(call.store.reader, attempt.payment_intent);
  if (card === undefined || intent === undefined)
    throw new Error(`The attempt ${attempt.id} has lost its parts.`);
  return { card, intent };
}

/** A network without an answer leaves the attempt started: the sweeper finds out what became of it. */
async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
}

async function authenticate(
  call: AnyCall,
  attempt: AttemptRow,
  card: PaymentMethodRow,
  intent: PaymentIntentRow,
) {
  return call.services.network.authenticate({
    ...(await commonRequest(call, attempt, card, intent)),
    requestId: `${attempt.doc.network_request}_3ds`,
    amount: attempt.doc.amount,
    setUpForOffSession: attempt.doc.saving.setupFutureUsage === 'off_session',
    preference: intent.doc.request_three_d_secure,
  });
}

async function authorize(
  call: AnyCall,
  attempt: AttemptRow,
  card: PaymentMethodRow,
  intent: PaymentIntentRow,
  authentication: AuthenticationResult | null,
): Promise<AuthorizationAnswer> {
  return call.services.network.authorize({
    ...(await commonRequest(call, attempt, card, intent)),
    amount: attempt.doc.amount,
    captureMethod: attempt.doc.capture,
    authenticationId: authentication?.authenticationId ?? null,
    statementDescriptor:
      intent.doc.statement_descriptor ?? call.account.settings.statementDescriptor ?? 'ONFILE',
  });
}

async function commonRequest(
  call: AnyCall,
  attempt: AttemptRow,
  card: PaymentMethodRow,
  intent: PaymentIntentRow,
) {
  const { saving, new_card } = attempt.doc;
  return {
    requestId: attempt.doc.network_request,
    account: call.account.id,
    currency: intent.currency,
    card: await openCard(call.services, call.store, card, call.now),
    initiator: 'customer' as const,
    storedCredential:
      new_card && !saving.attach
        ? null
        : {
            use: new_card ? ('first_storage' as const) : ('stored' as const),
            reason:
              saving.setupFutureUsage === 'off_session'
                ? ('unscheduled' as const)
                : ('customer_present' as const),
            originalNetworkTransactionId: card.doc.network_transaction_id,
          },
  };
}

async function challenge(call: AnyCall, attempt: AttemptRow, authentication: string) {
  await call.store.write(call.origin, async (transaction) => {
    const current = await attempts.lock(transaction, attempt.id);
    const intent = await paymentIntents.lock(transaction, attempt.payment_intent);
    if (current?.status !== 'started' || intent === undefined) return;
    const waiting = challenged(intent, attempt.id);
    await attempts.update(transaction, {
      ...current,
      status: 'challenged',
      updated: call.now,
      doc: { ...current.doc, authentication },
    });
    await paymentIntents.update(transaction, waiting);
    await appendEvent(transaction, call.services.ids, call.now, {
      type: 'payment_intent.requires_action',
      object: paymentIntentView(waiting, call.livemode),
    });
  });
  return pageOf(call, attempt);
}

async function settle(call: AnyCall, attempt: AttemptRow, outcome: Outcome) {
  const failure = await finishAttempt(call.services, call.store, call.origin, call.now, attempt.id, outcome);
  const page = await pageOf(call, attempt);
  if (failure === null) return page;
  const { payment_method: card, ...attributes } = failure.error;
  const { message, type: _card, ...codes } = attributes;
  throw errors.card(message, {
    ...codes,
    checkout_page: page,
    // The browser's answer is a reduced one.
    ...(call.caller === 'secret'
      ? { payment_intent: failure.intent, ...(card === null ? {} : { payment_method: card }) }
      : {}),
  });
}

async function pageOf(call: AnyCall, attempt: AttemptRow) {
  const session = await checkoutSessions.find(call.store.reader, attempt.checkout_session ?? '');
  if (session === undefined) throw new Error(`The attempt ${attempt.id} belongs to no session.`);
  return checkoutPage(call, session);
}

import { errors } from '@onfile/shared/errors.ts';
import { crashPoint } from '../../crash-point.ts';
import { appendEvent } from '../../events/append.ts';
import {
  type AuthenticationResult,
  type AuthorizationAnswer,
  NetworkUnavailable,
} from '../../network/network.ts';
import { type AttemptRow, attempts, descriptorOf } from '../../resources/attempts/attempts.ts';
import { challenged } from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import { openCard } from '../cards/open-card.ts';
import { lockParts, there } from './attempt-parts.ts';
import { challengeAction } from './challenge-action.ts';
import { type Failure, finishAttempt, type Outcome } from './finish-attempt.ts';
import type { PaymentContext } from './payment-context.ts';

/**
 * Takes a started attempt through authentication and authorization. Answers why it failed; null when it was paid or
 * waits for the buyer. Running it again does nothing twice: the network knows the attempt by its request id.
 */
export async function runAttempt(context: PaymentContext, attempt: AttemptRow): Promise<Failure | null> {
  crashPoint('attempt committed');
  if (attempt.doc.initiator === 'merchant') return authorizeAttempt(context, attempt, null);
  const { authentication } = attempt.doc;
  if (authentication !== null) {
    // Cut off after its challenge was over.
    const result = await asked(context, attempt, () =>
      context.services.network.authentication(authentication),
    );
    return continueAttempt(context, attempt, result);
  }
  const { card, intent } = await partsOf(context, attempt);
  const answer = await asked(context, attempt, () => authenticate(context, attempt, card, intent));
  crashPoint('authenticated');
  switch (answer.outcome) {
    case 'challenge':
      return attempt.doc.on_challenge === 'refuse'
        ? settle(context, attempt, { kind: 'unhandled' })
        : challenge(context, attempt, answer.authenticationId, attempt.doc.on_challenge);
    case 'finished':
      return continueAttempt(context, attempt, answer.result);
    case 'not_required':
    case 'not_supported':
      return authorizeAttempt(context, attempt, null);
  }
}

/** The authentication is over: charges, or fails where the buyer did not prove themselves. */
export function continueAttempt(
  context: PaymentContext,
  attempt: AttemptRow,
  result: AuthenticationResult,
): Promise<Failure | null> {
  return mayGoOn(result)
    ? authorizeAttempt(context, attempt, result)
    : settle(context, attempt, { kind: 'unauthenticated' });
}

/** An issuer whose page breaks does not stop the payment: it goes on without a shift of liability. */
export function mayGoOn({ status }: AuthenticationResult): boolean {
  return status !== 'failed' && status !== 'pending';
}

/** Asks the issuer for the money and commits its answer. */
async function authorizeAttempt(
  context: PaymentContext,
  attempt: AttemptRow,
  authentication: AuthenticationResult | null,
): Promise<Failure | null> {
  const { card, intent } = await partsOf(context, attempt);
  const answer = await asked(context, attempt, () =>
    authorize(context, attempt, card, intent, authentication),
  );
  crashPoint('authorized');
  return settle(context, attempt, { kind: 'answered', answer, authentication });
}

async function partsOf({ store }: PaymentContext, attempt: AttemptRow) {
  return {
    card: there(await paymentMethods.find(store.reader, attempt.payment_method), attempt.payment_method),
    intent: there(await paymentIntents.find(store.reader, attempt.payment_intent), attempt.payment_intent),
  };
}

/**
 * A network without an answer leaves the attempt started: the next confirmation, or the sweeper, finds out what became
 * of it.
 */
async function asked<Answer>(
  { services }: PaymentContext,
  attempt: AttemptRow,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    services.abandoned.add(attempt.id);
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
}

async function authenticate(
  context: PaymentContext,
  attempt: AttemptRow,
  card: PaymentMethodRow,
  intent: PaymentIntentRow,
) {
  return context.services.network.authenticate({
    ...(await commonRequest(context, attempt, card, intent)),
    requestId: `${attempt.doc.network_request}_3ds`,
    amount: attempt.doc.amount,
    setUpForOffSession: attempt.doc.saving.setupFutureUsage === 'off_session',
    preference: intent.doc.request_three_d_secure,
  });
}

async function authorize(
  context: PaymentContext,
  attempt: AttemptRow,
  card: PaymentMethodRow,
  intent: PaymentIntentRow,
  authentication: AuthenticationResult | null,
): Promise<AuthorizationAnswer> {
  return context.services.network.authorize({
    ...(await commonRequest(context, attempt, card, intent)),
    amount: attempt.doc.amount,
    captureMethod: attempt.doc.capture,
    authenticationId: authentication?.authenticationId ?? null,
    statementDescriptor: descriptorOf(attempt, intent),
  });
}

async function commonRequest(
  context: PaymentContext,
  attempt: AttemptRow,
  card: PaymentMethodRow,
  intent: PaymentIntentRow,
) {
  const { credential, initiator, network_request } = attempt.doc;
  return {
    requestId: network_request,
    account: context.account.id,
    currency: intent.currency,
    transactionTime: context.now,
    card: await openCard(context.services, context.store, card),
    initiator,
    storedCredential: credential && {
      ...credential,
      originalNetworkTransactionId: card.doc.network_transaction_id,
    },
  };
}

async function challenge(
  context: PaymentContext,
  attempt: AttemptRow,
  authentication: string,
  by: 'sdk' | 'redirect',
): Promise<null> {
  const { services, store, origin, now, livemode } = context;
  await store.write(origin, async (transaction) => {
    const { attempt: current, intent } = await lockParts(services, transaction, now, attempt.id);
    if (current.status !== 'started') return;
    const { client_secret } = intent.doc;
    const { return_url } = attempt.doc;
    const action = challengeAction(context, by, attempt.id, { client_secret, return_url });
    const waiting = challenged(intent, attempt.id, action);
    await attempts.update(transaction, {
      ...current,
      status: 'challenged',
      updated: now,
      doc: { ...current.doc, authentication },
    });
    await paymentIntents.update(transaction, waiting);
    await appendEvent(transaction, services.ids, now, {
      type: 'payment_intent.requires_action',
      object: paymentIntentView(waiting, livemode),
    });
  });
  return null;
}

function settle(context: PaymentContext, attempt: AttemptRow, outcome: Outcome): Promise<Failure | null> {
  const { services, store, origin, now } = context;
  return finishAttempt(services, store, origin, now, attempt.id, outcome);
}

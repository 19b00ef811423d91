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
import type { CardInHand } from '../cards/card-in-hand.ts';
import { keepSecurityCode } from '../cards/keep-security-code.ts';
import { openCard, presented } from '../cards/open-card.ts';
import { lockParts, there } from './attempt-parts.ts';
import { challengeAction } from './challenge-action.ts';
import { type Failure, finishAttempt, type Outcome } from './finish-attempt.ts';
import type { PaymentContext } from './payment-context.ts';

/**
 * Takes a started attempt through authentication and authorization. Answers why it failed; null when it was paid or
 * waits for the buyer. Running it again does nothing twice: the network knows the attempt by its request id. `brought` is
 * the card where the request has it in clear; any other is opened once.
 */
export async function runAttempt(
  context: PaymentContext,
  attempt: AttemptRow,
  brought: CardInHand | null,
): Promise<Failure | null> {
  crashPoint('attempt committed');
  if (attempt.doc.initiator === 'merchant') return authorizeAttempt(context, attempt, null, brought);
  const { authentication } = attempt.doc;
  if (authentication !== null) {
    // Cut off after its challenge was over.
    const result = await asked(context, attempt, () =>
      context.services.network.authentication(authentication),
    );
    return continueAttempt(context, attempt, result, brought);
  }
  const parts = await partsOf(context, attempt, brought);
  const answer = await asked(context, attempt, () => authenticate(context, attempt, parts));
  crashPoint('authenticated');
  switch (answer.outcome) {
    case 'challenge':
      return attempt.doc.on_challenge === 'refuse'
        ? settle(context, attempt, { kind: 'unhandled' })
        : challenge(context, attempt, answer.authenticationId, attempt.doc.on_challenge, brought);
    case 'finished':
      return continueAttempt(context, attempt, answer.result, parts.inHand);
    case 'not_required':
    case 'not_supported':
      return authorizeAttempt(context, attempt, null, parts.inHand);
  }
}

/** The authentication is over: charges, or fails where the buyer did not prove themselves. */
export function continueAttempt(
  context: PaymentContext,
  attempt: AttemptRow,
  result: AuthenticationResult,
  inHand: CardInHand | null,
): Promise<Failure | null> {
  return mayGoOn(result)
    ? authorizeAttempt(context, attempt, result, inHand)
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
  inHand: CardInHand | null,
): Promise<Failure | null> {
  const parts = await partsOf(context, attempt, inHand);
  const answer = await asked(context, attempt, () => authorize(context, attempt, parts, authentication));
  crashPoint('authorized');
  return settle(context, attempt, { kind: 'answered', answer, authentication });
}

interface Parts {
  readonly card: PaymentMethodRow;
  readonly inHand: CardInHand;
  readonly intent: PaymentIntentRow;
}

async function partsOf(
  context: PaymentContext,
  attempt: AttemptRow,
  inHand: CardInHand | null,
): Promise<Parts> {
  const { services, store } = context;
  const card = there(await paymentMethods.find(store.reader, attempt.payment_method), attempt.payment_method);
  return {
    card,
    inHand: inHand ?? (await asked(context, attempt, () => openCard(services, store, card))),
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

function authenticate(context: PaymentContext, attempt: AttemptRow, parts: Parts) {
  return context.services.network.authenticate({
    ...commonRequest(context, attempt, parts),
    requestId: `${attempt.doc.network_request}_3ds`,
    amount: attempt.doc.amount,
    setUpForOffSession: attempt.doc.saving.setupFutureUsage === 'off_session',
    preference: parts.intent.doc.request_three_d_secure,
  });
}

function authorize(
  context: PaymentContext,
  attempt: AttemptRow,
  parts: Parts,
  authentication: AuthenticationResult | null,
): Promise<AuthorizationAnswer> {
  return context.services.network.authorize({
    ...commonRequest(context, attempt, parts),
    amount: attempt.doc.amount,
    captureMethod: attempt.doc.capture,
    authenticationId: authentication?.authenticationId ?? null,
    statementDescriptor: descriptorOf(attempt, parts.intent),
  });
}

function commonRequest(context: PaymentContext, attempt: AttemptRow, { card, inHand, intent }: Parts) {
  const { credential, initiator, network_request } = attempt.doc;
  return {
    requestId: network_request,
    account: context.account.id,
    currency: intent.currency,
    transactionTime: context.now,
    card: presented(card, inHand),
    initiator,
    storedCredential: credential && {
      ...credential,
      originalNetworkTransactionId: card.doc.network_transaction_id,
    },
  };
}

/** The buyer is asked to prove themselves: the code that the request brought waits, sealed, for their answer. */
async function challenge(
  context: PaymentContext,
  attempt: AttemptRow,
  authentication: string,
  by: 'sdk' | 'redirect',
  brought: CardInHand | null,
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
    await keepSecurityCode(services, transaction, attempt.payment_method, brought);
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

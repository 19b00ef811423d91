import { crashPoint } from '../../crash-point.ts';
import type { AuthenticationResult, AuthorizationAnswer } from '../../network/network.ts';
import { type AttemptRow, attempts, descriptorOf } from '../../resources/attempts/attempts.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import type { CardInHand } from '../cards/card-in-hand.ts';
import { openCard, presented } from '../cards/open-card.ts';
import type { CardContext, MoneyContext, Operation } from '../money/machine.ts';
import { there } from './attempt-parts.ts';
import type { Failure } from './commit-outcome.ts';
import { finishAttempt, type PaymentAnswer } from './finish-attempt.ts';

/**
 * A payment: its attempt goes through authentication and authorization, and back where the approval is not wanted any more.
 * Its result is why it failed; null when it was paid or waits for the buyer.
 */
export const payment: Operation<AttemptRow, PaymentAnswer, Failure | null, CardContext> = {
  kind: 'payment',
  find: attempts.find,
  stands: ({ status }) => status === 'started' || status === 'giving_back',
  ask,
  lookUp,
  finish: finishAttempt,
};

async function ask(context: CardContext, attempt: AttemptRow): Promise<PaymentAnswer> {
  if (attempt.status === 'giving_back') return giveBack(context, attempt);
  if (attempt.doc.initiator === 'merchant') return authorized(context, attempt, null);
  const { authentication, on_challenge } = attempt.doc;
  // Its challenge is over.
  if (authentication !== null) {
    return proven(context, attempt, await context.services.network.authentication(authentication));
  }
  const parts = await partsOf(context, attempt);
  const answer = await authenticate(context, attempt, parts);
  // Opened once.
  const opened = { ...context, inHand: parts.inHand };
  crashPoint('payment authenticated');
  switch (answer.outcome) {
    case 'challenge':
      return on_challenge === 'refuse'
        ? { kind: 'unhandled' }
        : {
            kind: 'challenge',
            authentication: answer.authenticationId,
            by: on_challenge,
            inHand: context.inHand,
          };
    case 'finished':
      return proven(opened, attempt, answer.result);
    case 'not_required':
    case 'not_supported':
      return authorized(opened, attempt, null);
  }
}

/** The authentication is over: the issuer is asked for the money, where the buyer has proven themselves. */
async function proven(
  context: CardContext,
  attempt: AttemptRow,
  result: AuthenticationResult,
): Promise<PaymentAnswer> {
  return mayGoOn(result) ? authorized(context, attempt, result) : { kind: 'unauthenticated' };
}

/** An issuer whose page breaks does not stop the payment: it goes on without a shift of liability. */
export function mayGoOn({ status }: AuthenticationResult): boolean {
  return status !== 'failed' && status !== 'pending';
}

async function authorized(
  context: CardContext,
  attempt: AttemptRow,
  authentication: AuthenticationResult | null,
): Promise<PaymentAnswer> {
  return { kind: 'answered', answer: await authorize(context, attempt, authentication), authentication };
}

/** What the network did under the attempt's request id; nothing is authorized that nobody waits for. */
async function lookUp({ services, store }: MoneyContext, attempt: AttemptRow): Promise<PaymentAnswer> {
  if (attempt.status === 'giving_back') return giveBack({ services, store }, attempt);
  const { network_request, authentication } = attempt.doc;
  const answer = await services.network.lookup(network_request);
  if (answer === null || !('networkTransactionId' in answer)) return { kind: 'untried' };
  return {
    kind: 'answered',
    answer,
    authentication: authentication === null ? null : await services.network.authentication(authentication),
  };
}

/** Held money is reversed, taken money refunded. */
async function giveBack(
  { services: { network }, store }: Pick<MoneyContext, 'services' | 'store'>,
  { id, doc }: AttemptRow,
): Promise<PaymentAnswer> {
  const { network_request, amount, capture } = doc;
  const request = {
    requestId: `${network_request}_back`,
    account: store.reader.scope.account,
    authorizationRequestId: network_request,
  };
  const answer =
    capture === 'manual' ? await network.reverse(request) : await network.refund({ ...request, amount });
  if (answer.outcome === 'refused') {
    throw new Error(`The issuer did not take back the attempt ${id}: ${answer.reason}`);
  }
  return { kind: 'given_back' };
}

function authenticate(context: CardContext, attempt: AttemptRow, parts: Parts) {
  return context.services.network.authenticate({
    ...commonRequest(context, attempt, parts),
    requestId: `${attempt.doc.network_request}_3ds`,
    amount: attempt.doc.amount,
    setUpForOffSession: attempt.doc.saving.setupFutureUsage === 'off_session',
    preference: parts.intent.doc.request_three_d_secure,
  });
}

async function authorize(
  context: CardContext,
  attempt: AttemptRow,
  authentication: AuthenticationResult | null,
): Promise<AuthorizationAnswer> {
  const parts = await partsOf(context, attempt);
  return context.services.network.authorize({
    ...commonRequest(context, attempt, parts),
    amount: attempt.doc.amount,
    captureMethod: attempt.doc.capture,
    authenticationId: authentication?.authenticationId ?? null,
    statementDescriptor: descriptorOf(attempt, parts.intent),
  });
}

interface Parts {
  readonly card: PaymentMethodRow;
  readonly inHand: CardInHand;
  readonly intent: PaymentIntentRow;
}

async function partsOf({ services, store, inHand }: CardContext, attempt: AttemptRow): Promise<Parts> {
  const card = there(await paymentMethods.find(store.reader, attempt.payment_method), attempt.payment_method);
  return {
    card,
    inHand: inHand ?? (await openCard(services, store, card)),
    intent: there(await paymentIntents.find(store.reader, attempt.payment_intent), attempt.payment_intent),
  };
}

function commonRequest(context: CardContext, attempt: AttemptRow, { card, inHand, intent }: Parts) {
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

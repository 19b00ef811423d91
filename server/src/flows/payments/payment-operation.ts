import { crashPoint } from '../../crash-point.ts';
import { type AuthenticationResult, NetworkUnavailable } from '../../network/network.ts';
import { type AttemptRow, attempts, descriptorOf } from '../../resources/attempts/attempts.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import type { Kept } from '../../store/leases.ts';
import type { Reader } from '../../store/store.ts';
import type { CardInHand } from '../cards/card-in-hand.ts';
import { openCard, presented } from '../cards/open-card.ts';
import {
  type AskingContext,
  type Begun,
  type CardContext,
  carryOut,
  type MoneyContext,
  type Operation,
} from '../money/machine.ts';
import { type AttemptRows, there } from './attempt-parts.ts';
import type { PaymentResult } from './commit-outcome.ts';
import { finishAttempt, type PaymentAnswer } from './finish-attempt.ts';

/** A payment: its attempt is authenticated and authorized, and reversed if the approval is no longer wanted. */
export const payment: Operation<AttemptRow, PaymentAnswer, PaymentResult, CardContext, AttemptRows> = {
  kind: 'payment',
  find: attempts.find,
  stands: ({ status }) => status === 'started' || status === 'giving_back',
  ask,
  lookUp,
  finish: finishAttempt,
};

/** A payment that has begun, with what was at hand when it began. */
export interface BegunPayment {
  readonly attempt: Begun<AttemptRow>;
  /** Null if an earlier request began it. */
  readonly rows: AttemptRows | null;
  /** Null if the current request did not bring the card. */
  readonly inHand: CardInHand | null;
}

/** Carries out a payment. Throws 500 if the network does not answer. */
export function carryOutPayment(
  context: AskingContext,
  { attempt, rows, inHand }: BegunPayment,
): Promise<PaymentResult> {
  return carryOut({ ...context, inHand }, payment, attempt, rows);
}

async function ask(
  context: CardContext,
  attempt: AttemptRow,
  rows: AttemptRows | null,
  lease: Pick<Kept, 'stands'>,
): Promise<PaymentAnswer> {
  if (attempt.status === 'giving_back') return giveBack(context, attempt);
  const { authentication, initiator, on_challenge } = attempt.doc;
  // The challenge is over.
  const result =
    authentication === null ? null : await context.services.network.authentication(authentication);
  if (result !== null && !mayGoOn(result)) return { kind: 'unauthenticated' };
  const parts = await partsOf(context, attempt, rows);
  if (result !== null || initiator === 'merchant') return authorized(context, attempt, parts, result, lease);
  const answer = await authenticate(context, attempt, parts);
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
      return mayGoOn(answer.result)
        ? authorized(context, attempt, parts, answer.result, lease)
        : { kind: 'unauthenticated' };
    case 'not_required':
    case 'not_supported':
      return authorized(context, attempt, parts, null, lease);
  }
}

/** Whether to go on. An issuer whose page breaks does not stop the payment: it goes on without a liability shift. */
export function mayGoOn({ status }: AuthenticationResult): boolean {
  return status !== 'failed' && status !== 'pending';
}

/**
 * Asks the issuer for the money. A process that was stopped for so long that another may have found nothing under the request id
 * asks no more: if it died then, nobody would look a second time.
 */
async function authorized(
  context: CardContext,
  attempt: AttemptRow,
  parts: Parts,
  authentication: AuthenticationResult | null,
  lease: Pick<Kept, 'stands'>,
): Promise<PaymentAnswer> {
  if (!lease.stands())
    throw new NetworkUnavailable('The lease of the payment ran out before it was authorized.');
  const answer = await context.services.network.authorize({
    ...commonRequest(context, attempt, parts),
    amount: attempt.doc.amount,
    captureMethod: attempt.doc.capture,
    authenticationId: authentication?.authenticationId ?? null,
    statementDescriptor: descriptorOf(attempt, parts.intent),
  });
  return { kind: 'answered', answer, authentication };
}

/** Looks up what the network did under the attempt's request id; authorizes nothing, because nobody waits for it. */
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

/** Returns the money: reverses a hold, refunds a capture. */
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

interface Parts {
  readonly card: PaymentMethodRow;
  readonly inHand: CardInHand;
  readonly intent: PaymentIntentRow;
}

async function partsOf(
  { services, store, inHand }: CardContext,
  attempt: AttemptRow,
  rows: AttemptRows | null,
): Promise<Parts> {
  const { card, intent } = rows ?? (await rowsOf(store.reader, attempt));
  return { card, intent, inHand: inHand ?? (await openCard(services, store, card)) };
}

async function rowsOf(reader: Reader, { payment_method, payment_intent }: AttemptRow) {
  return {
    card: there(await paymentMethods.find(reader, payment_method), payment_method),
    intent: there(await paymentIntents.find(reader, payment_intent), payment_intent),
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

import { errors } from '@onfile/shared/errors.ts';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import type { EventType } from '../../events/event-types.ts';
import type { MoneyAnswer } from '../../network/network.ts';
import { mergeMetadata } from '../../params/groups.ts';
import {
  type PaymentMoveDoc,
  type PaymentMoveRow,
  paymentMoves,
} from '../../resources/attempts/payment-moves.ts';
import { capturedCharge, releasedCharge } from '../../resources/charges/rules.ts';
import { withSuffix } from '../../resources/charges/statement-descriptor.ts';
import { type ChargeRow, charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { canceled, captured } from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { releaseOf } from '../../resources/refunds/rules.ts';
import { refunds } from '../../resources/refunds/table.ts';
import { refundView } from '../../resources/refunds/view.ts';
import type { Transaction } from '../../store/store.ts';
import { postCapture } from '../balance/post-charge.ts';
import { type Begun, carryOut, type Finished, type MoneyContext, type Operation } from '../money/machine.ts';
import { there } from './attempt-parts.ts';
import { tellOfIntent } from './tell-of-intent.ts';

/** Captures held money, or returns it to the card. */
export const move: Operation<PaymentMoveRow, MoneyAnswer, MoneyAnswer, MoneyContext> = {
  kind: 'move',
  find: paymentMoves.find,
  stands: ({ status }) => status === 'started',
  ask,
  lookUp: ask,
  finish,
};

/** Carries out a move that has begun. Throws 400 if the network refuses, 500 if it does not answer. */
export async function carryOutMove(context: MoneyContext, begun: Begun<PaymentMoveRow>): Promise<void> {
  const answer = await carryOut(context, move, begun);
  if (answer.outcome === 'refused' && begun.doc.follows.kind !== 'lapsed') {
    throw errors.stateInvalid(`The card network refused: ${answer.reason}`, { code: 'processing_error' });
  }
}

function ask({ services, store }: MoneyContext, { kind, doc }: PaymentMoveRow): Promise<MoneyAnswer> {
  const request = {
    requestId: doc.network_request,
    account: store.reader.scope.account,
    authorizationRequestId: doc.authorization_request,
  };
  return kind === 'capture'
    ? services.network.capture({ ...request, amount: doc.amount })
    : services.network.reverse(request);
}

async function finish(
  context: MoneyContext,
  transaction: Transaction,
  { id }: PaymentMoveRow,
  answer: MoneyAnswer,
): Promise<Finished<PaymentMoveRow, MoneyAnswer>> {
  const found = there(await paymentMoves.lock(transaction, id), id);
  if (found.status !== 'started') return { result: answer, row: found };
  const intent = there(await paymentIntents.lock(transaction, found.payment_intent), found.payment_intent);
  const charge = there(await charges.lock(transaction, found.doc.charge), found.doc.charge);
  const done = answer.outcome === 'done';
  const row: PaymentMoveRow = { ...found, status: done ? 'done' : 'refused' };
  await paymentMoves.update(transaction, row);
  // An authorization that has expired is over, whatever the network still knows about it.
  if (done || found.doc.follows.kind === 'lapsed')
    await follow(context, transaction, intent, charge, found.doc);
  return { result: answer, row };
}

async function follow(
  { services, now }: MoneyContext,
  transaction: Transaction,
  intent: PaymentIntentRow,
  charge: ChargeRow,
  { amount, follows, network_request }: PaymentMoveDoc,
): Promise<void> {
  const { livemode } = transaction.scope;
  const outcome = outcomeOf(intent, charge, amount, follows, now);
  if (follows.kind === 'refunded') {
    await tellOfRelease(transaction, services, now, charge, network_request, follows.refund);
  }
  const after =
    follows.kind === 'captured'
      ? { ...outcome, charge: await postCapture(transaction, services, now, outcome.charge) }
      : outcome;
  const before = chargeView(charge, livemode);
  const view = chargeView(after.charge, livemode);
  await charges.update(transaction, after.charge);
  await paymentIntents.update(transaction, after.intent);
  await appendEvent(transaction, services.ids, now, {
    type: after.events[0],
    object: view,
    previous: previousAttributes(before, view),
  });
  await tellOfIntent(transaction, services, now, after.events[1], after.intent);
}

/** Records the refund that a client asked for when it releases held money. */
async function tellOfRelease(
  transaction: Transaction,
  services: MoneyContext['services'],
  now: number,
  charge: ChargeRow,
  networkRequest: string,
  refund: Extract<PaymentMoveDoc['follows'], { kind: 'refunded' }>['refund'],
): Promise<void> {
  const row = releaseOf(charge, {
    ...refund,
    now,
    networkRequest,
    amount: charge.amount,
  });
  await refunds.insert(transaction, row);
  await appendEvent(transaction, services.ids, now, { type: 'refund.created', object: refundView(row) });
}

interface After {
  readonly intent: PaymentIntentRow;
  readonly charge: ChargeRow;
  /** Of the charge and of the intent. */
  readonly events: readonly [EventType, EventType & `payment_intent.${string}`];
}

function outcomeOf(
  intent: PaymentIntentRow,
  charge: ChargeRow,
  amount: number,
  follows: PaymentMoveDoc['follows'],
  now: number,
): After {
  if (follows.kind === 'captured') {
    const paid = captured(intent, amount);
    const taken = capturedCharge(charge, amount);
    const suffix = follows.statement_descriptor_suffix ?? paid.doc.statement_descriptor_suffix;
    return {
      intent: {
        ...paid,
        doc: {
          ...paid.doc,
          metadata: mergeMetadata(paid.doc.metadata, follows.metadata),
          statement_descriptor_suffix: suffix,
        },
      },
      charge: {
        ...taken,
        doc: {
          ...taken.doc,
          calculated_statement_descriptor: withSuffix(taken.doc.calculated_statement_descriptor, suffix),
          statement_descriptor_suffix: suffix,
        },
      },
      events: ['charge.captured', 'payment_intent.succeeded'],
    };
  }
  const lapsed = follows.kind === 'lapsed';
  return {
    intent: canceled(intent, reasonOf(follows), now),
    charge: releasedCharge(charge),
    events: [lapsed ? 'charge.expired' : 'charge.refunded', 'payment_intent.canceled'],
  };
}

function reasonOf(follows: Exclude<PaymentMoveDoc['follows'], { kind: 'captured' }>) {
  if (follows.kind === 'lapsed') return 'expired';
  return follows.kind === 'refunded' ? follows.refund.reason : follows.reason;
}

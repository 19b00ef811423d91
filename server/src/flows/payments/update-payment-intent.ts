import { errors } from '@onfile/shared/errors.ts';
import { rememberingWhoSaid } from '../../resources/payment-intents/browser-rules.ts';
import type { UpdateParams } from '../../resources/payment-intents/params.ts';
import {
  changedIntent,
  requireCards,
  requireUpdatable,
  withPaymentMethod,
} from '../../resources/payment-intents/rules.ts';
import { type PaymentIntentRow, paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import { requireChargeable } from '../../resources/payment-methods/rules.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import type { TakenCard } from '../cards/card-in-hand.ts';
import { chosenCard, takeCard } from '../cards/chosen-card.ts';
import { dropChallenge } from '../challenges/drop-challenge.ts';
import { requireCustomer } from '../customers/require-customer.ts';

/** Parameters that may change in every state. */
const always: readonly string[] = ['description', 'metadata', 'receipt_email', 'shipping', 'transfer_group'];

/**
 * `POST /v1/payment_intents/:intent`. Commits the change in one transaction; a change of what is paid, or with what, also
 * drops an open challenge.
 */
export async function updatePaymentIntent(call: Call<UpdateParams>) {
  const { params, livemode } = call;
  const id = call.path.intent ?? '';
  const chosen = await chosenCard(call, params, 'later');
  return call.store.write(call.origin, async (transaction) => {
    const before = await paymentIntents.lock(transaction, id);
    if (before === undefined) throw errors.missingInPath('payment_intent', id, 'intent');
    const decisive = Object.keys(params).find((name) => !always.includes(name));
    if (decisive !== undefined) requireChangeable(before, decisive, livemode);
    requireSameGroup(before, params.transfer_group);
    requireCards(params.allowed_payment_method_types, params.excluded_payment_method_types ?? undefined);
    await requireCustomer(transaction, params.customer);
    const described = rememberingWhoSaid(changedIntent(before, params), params, call.caller);
    const after = decisive === undefined ? described : await withCard(call, transaction, described, chosen);
    await paymentIntents.update(transaction, after);
    return paymentIntentView(after, livemode);
  });
}

/** Throws 400 for another transfer group: a payment stays in its first one. */
function requireSameGroup({ doc }: PaymentIntentRow, group: string | undefined): void {
  if (group === undefined || doc.transfer_group === null || doc.transfer_group === group) return;
  throw errors.parameterInvalid(
    'The `transfer_group` of this PaymentIntent has been set and cannot be changed.',
    'transfer_group',
  );
}

function requireChangeable(row: PaymentIntentRow, parameter: string, livemode: boolean): void {
  const view = paymentIntentView(row, livemode);
  requireUpdatable(parameter, row, view);
  if (row.checkout_session === null) return;
  throw errors.stateInvalid(
    'This PaymentIntent cannot be changed because it was created by a Checkout Session. Update the Checkout Session instead.',
    { code: 'payment_intent_unexpected_state', payment_intent: view },
  );
}

async function withCard(
  call: Call<UpdateParams>,
  transaction: Transaction,
  intent: PaymentIntentRow,
  chosen: TakenCard | null,
): Promise<PaymentIntentRow> {
  await dropChallenge(transaction, intent, call.now);
  const card = await takeCard(call, transaction, call.params, chosen, 'later', intent.doc.payment_method);
  if (card !== null) requireChargeable(card.row, intent.customer, 'PaymentIntent');
  return withPaymentMethod(intent, card?.row.id ?? null);
}

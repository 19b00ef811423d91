import { clientSecretOf } from '@onfile/shared/client-secret.ts';
import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { requireCards } from '../../resources/payment-intents/rules.ts';
import { requireChargeable } from '../../resources/payment-methods/rules.ts';
import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import { setupAttempts } from '../../resources/setup-attempts/table.ts';
import type { ConfirmParams, CreateParams, UpdateParams } from '../../resources/setup-intents/params.ts';
import {
  canceled,
  changedSetup,
  newSetupIntent,
  requireState,
  withPaymentMethod,
} from '../../resources/setup-intents/rules.ts';
import { type SetupIntentRow, setupIntents } from '../../resources/setup-intents/table.ts';
import { setupIntentView } from '../../resources/setup-intents/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call, OpenCall } from '../call.ts';
import type { TakenCard } from '../cards/card-in-hand.ts';
import { chosenCard, takeCard } from '../cards/chosen-card.ts';
import { withConfirmationToken } from '../cards/use-confirmation-token.ts';
import { requireCustomer } from '../customers/require-customer.ts';
import { carryOut } from '../money/machine.ts';
import { automaticOf, requireConfirming } from '../payments/create-payment-intent.ts';
import { answerWithSetup } from './answer-with-setup.ts';
import { beginSetup } from './begin-setup.ts';
import { dropSetupChallenge } from './drop-setup-challenge.ts';
import { finishSetupChallenge, resumeSetup } from './resume-setup.ts';
import { setup } from './setup-operation.ts';

/**
 * `POST /v1/setup_intents`, with `confirm=true` also confirmed. Commits the intent (and its attempt), then asks the issuer
 * and commits the answer. After a crash a job finishes the attempt, and the repeated request continues with the intent.
 */
export async function createSetupIntent(asked: Call<CreateParams>) {
  if (asked.resumes !== null) return resumeSetup(asked, asked.resumes, asked.params);
  requireConfirming('SetupIntent', asked.params);
  const call = await withConfirmationToken(asked);
  const confirm = call.params.confirm === true;
  const chosen = await chosenCard(call, call.params, confirm ? 'now' : 'later');
  const { intent, attempt, inHand } = await call.store.write(call.origin, async (transaction) => {
    const taken = await takeCard(call, transaction, call.params, chosen, confirm ? 'now' : 'later');
    const card = taken?.row ?? null;
    const made = await insertSetupIntent(call, transaction, card);
    if (!confirm) await call.reserve(transaction, made.id);
    return {
      intent: made,
      attempt: confirm ? await beginSetup(call, transaction, made, card, call.params) : null,
      inHand: taken?.inHand ?? null,
    };
  });
  return answerWithSetup(call, intent.id, attempt && (await carryOut({ ...call, inHand }, setup, attempt)));
}

async function insertSetupIntent(
  call: Call<CreateParams>,
  transaction: Transaction,
  card: PaymentMethodRow | null,
): Promise<SetupIntentRow> {
  const { params, services, now, livemode } = call;
  requireCards(params.allowed_payment_method_types, params.excluded_payment_method_types);
  await requireCustomer(transaction, params.customer);
  if (card !== null) requireChargeable(card, params.customer ?? null, 'SetupIntent');
  const id = services.ids.next('setup_intent');
  const bare = newSetupIntent({
    id,
    now,
    clientSecret: clientSecretOf(id, services.ids.next('setup_secret_part')),
    customer: params.customer ?? null,
    paymentMethod: card?.id ?? null,
    checkoutSession: null,
    about: { automatic_payment_methods: automaticOf(params), usage: params.usage ?? 'off_session' },
  });
  const row = changedSetup(bare, params);
  await setupIntents.insert(transaction, row);
  await appendEvent(transaction, services.ids, now, {
    type: 'setup_intent.created',
    object: setupIntentView(row, livemode),
  });
  return row;
}

/**
 * `POST /v1/setup_intents/:intent/confirm`, by the server, or by a browser with the client secret. Commits the attempt, asks
 * the issuer, and commits the answer; after a crash in between, a job or the repeated request finishes it.
 */
export async function confirmSetupIntent(asked: Call<ConfirmParams>) {
  if (asked.resumes !== null) return resumeSetup(asked, asked.resumes, asked.params);
  const call = await withConfirmationToken(asked);
  const id = call.path.intent ?? '';
  const { params } = call;
  const chosen = await chosenCard(call, params, 'now');
  const { attempt, inHand } = await call.store.write(call.origin, async (transaction) => {
    const intent = await requireIntent(call, transaction);
    if (intent.status === 'processing') throw errors.lockTimeout();
    requireState('confirm', intent, setupIntentView(intent, call.livemode));
    requireOwn(call, intent, 'confirmed');
    requireCards(params.allowed_payment_method_types);
    await dropSetupChallenge(transaction, intent, call.now);
    const taken = await takeCard(call, transaction, params, chosen, 'now', intent.payment_method);
    const changed = changedSetup(intent, params);
    return {
      attempt: await beginSetup(call, transaction, changed, taken?.row ?? null, params),
      inHand: taken?.inHand ?? null,
    };
  });
  return answerWithSetup(call, id, await carryOut({ ...call, inHand }, setup, attempt));
}

/** `POST /v1/setup_intents/:intent`: the change commits at once, and drops a challenge that waits for the customer. */
export async function updateSetupIntent(call: Call<UpdateParams>) {
  const { params, livemode } = call;
  const chosen = await chosenCard(call, params, 'later');
  return call.store.write(call.origin, async (transaction) => {
    const before = await requireIntent(call, transaction);
    requireCards(params.allowed_payment_method_types, params.excluded_payment_method_types);
    await requireCustomer(transaction, params.customer);
    const { description: _d, metadata: _m, ...decisive } = params;
    const described = changedSetup(before, params);
    const after =
      Object.keys(decisive).length === 0
        ? described
        : await changeCard(call, transaction, before, described, chosen);
    await setupIntents.update(transaction, after);
    return setupIntentView(after, livemode);
  });
}

async function changeCard(
  call: Call<UpdateParams>,
  transaction: Transaction,
  before: SetupIntentRow,
  after: SetupIntentRow,
  chosen: TakenCard | null,
): Promise<SetupIntentRow> {
  requireState('update', before, setupIntentView(before, call.livemode));
  requireOwn(call, before, 'changed');
  await dropSetupChallenge(transaction, before, call.now);
  const card = await takeCard(call, transaction, call.params, chosen, 'later', before.payment_method);
  if (card !== null) requireChargeable(card.row, after.customer, 'SetupIntent');
  return withPaymentMethod(after, card?.row.id ?? null);
}

type Reason = 'abandoned' | 'duplicate' | 'requested_by_customer';

/** `POST /v1/setup_intents/:intent/cancel`: one transaction, refused while the issuer is being asked. */
export async function cancelSetupIntent(
  call: Call<{ readonly cancellation_reason?: Reason | undefined }>,
  transaction: Transaction,
) {
  const intent = await requireIntent(call, transaction);
  requireState('cancel', intent, setupIntentView(intent, call.livemode));
  requireOwn(call, intent, 'canceled');
  await dropSetupChallenge(transaction, intent, call.now);
  const ended = canceled(intent, call.params.cancellation_reason ?? null);
  await setupIntents.update(transaction, ended);
  const view = setupIntentView(ended, call.livemode);
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'setup_intent.canceled',
    object: view,
  });
  return view;
}

/** `POST /v1/setup_intents/:intent/finish_authentication`, as `stripe.js` calls it. Throws 402 if the setup failed. */
export async function finishSetupAuthentication(
  call: Call<{ readonly attempt: string; readonly cancelled?: boolean | undefined }>,
) {
  const id = call.path.intent ?? '';
  const attempt = await setupAttempts.find(call.store.reader, call.params.attempt);
  if (attempt === undefined || attempt.setup_intent !== id) {
    throw errors.missingInBody('setup attempt', call.params.attempt, 'attempt');
  }
  return answerWithSetup(call, id, await finishSetupChallenge(call, attempt, call.params.cancelled === true));
}

async function requireIntent(call: OpenCall, transaction: Transaction): Promise<SetupIntentRow> {
  const id = call.path.intent ?? '';
  const intent = await setupIntents.lock(transaction, id);
  if (intent === undefined) throw errors.missingInPath('setupintent', id, 'intent');
  return intent;
}

function requireOwn(call: OpenCall, intent: SetupIntentRow, happening: string): void {
  if (intent.checkout_session === null) return;
  throw errors.stateInvalid(
    `This SetupIntent cannot be ${happening} because it was created by a Checkout Session.`,
    { code: 'setup_intent_unexpected_state', setup_intent: setupIntentView(intent, call.livemode) },
  );
}

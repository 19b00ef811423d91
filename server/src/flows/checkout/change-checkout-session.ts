import { errors } from '@onfile/shared/errors.ts';
import type { Ids } from '@onfile/shared/ids.ts';
import { appendEvent } from '../../events/append.ts';
import type { UpdateParams } from '../../resources/checkout-sessions/params.ts';
import {
  changeSession,
  currencyOf,
  expired,
  requireExpirable,
  requireOpen,
} from '../../resources/checkout-sessions/rules.ts';
import { checkoutSessions, type SessionRow } from '../../resources/checkout-sessions/table.ts';
import { sessionView } from '../../resources/checkout-sessions/view.ts';
import { canceled, may } from '../../resources/payment-intents/rules.ts';
import { paymentIntents } from '../../resources/payment-intents/table.ts';
import { paymentIntentView } from '../../resources/payment-intents/view.ts';
import { canceled as canceledSetup, may as maySetup } from '../../resources/setup-intents/rules.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import { setupIntentView } from '../../resources/setup-intents/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { resolveLineItems } from '../catalog/resolve-line-items.ts';
import { freeSession } from '../payments/in-flight.ts';

/**
 * `POST /v1/checkout/sessions/:session`. Changes the session in one transaction and drops an open challenge. Metadata may
 * change at any time, the rest only while the session is open and not being paid.
 */
export async function updateCheckoutSession(call: Call<UpdateParams>, transaction: Transaction) {
  const before = await requireSession(transaction, call.path.session ?? '');
  const { metadata: _always, ...whileOpen } = call.params;
  if (Object.keys(whileOpen).length > 0) {
    requireOpen(before, call.now);
    await freeSession(transaction, call.now, before, 'changed');
  }
  const lines = call.params.line_items;
  const resolved =
    lines === undefined
      ? undefined
      : await resolveLineItems(call, transaction, lines, {
          currency: currencyOf(before.doc),
          existing: before.doc.line_items,
        });
  const after = changeSession(before, call.params, resolved?.lineItems, call.version);
  await checkoutSessions.update(transaction, after);
  return sessionView(after, call.livemode);
}

/** `POST /v1/checkout/sessions/:session/expire`. Commits everything in one transaction, as a job does at `expires_at`. */
export async function expireCheckoutSession(call: Call<unknown>, transaction: Transaction) {
  const row = await requireSession(transaction, call.path.session ?? '');
  requireExpirable(row);
  const after = await expireSession(transaction, call.services.ids, call.now, row);
  return sessionView(after, call.livemode);
}

/**
 * Expires an open session and cancels its unfinished payment or setup. The caller holds the session's row. Throws 400
 * while it is being paid.
 */
export async function expireSession(
  transaction: Transaction,
  ids: Ids,
  now: number,
  row: SessionRow,
): Promise<SessionRow> {
  const { livemode } = transaction.scope;
  await freeSession(transaction, now, row, 'expired');
  const after = expired(row);
  await checkoutSessions.update(transaction, after);
  await cancelPayment(transaction, ids, now, after, 'expired');
  await cancelSetup(transaction, ids, now, after);
  await appendEvent(transaction, ids, now, {
    type: 'checkout.session.expired',
    object: sessionView(after, livemode),
  });
  return after;
}

/** Cancels a session's unfinished payment. */
export async function cancelPayment(
  transaction: Transaction,
  ids: Ids,
  now: number,
  { payment_intent }: SessionRow,
  reason: 'abandoned' | 'expired',
): Promise<void> {
  const intent = payment_intent === null ? undefined : await paymentIntents.lock(transaction, payment_intent);
  if (intent === undefined || !may('cancel', intent.status)) return;
  const ended = canceled(intent, reason, now);
  await paymentIntents.update(transaction, ended);
  await appendEvent(transaction, ids, now, {
    type: 'payment_intent.canceled',
    object: paymentIntentView(ended, transaction.scope.livemode),
  });
}

async function cancelSetup(
  transaction: Transaction,
  ids: Ids,
  now: number,
  { setup_intent }: SessionRow,
): Promise<void> {
  const intent = setup_intent === null ? undefined : await setupIntents.lock(transaction, setup_intent);
  if (intent === undefined || !maySetup('cancel', intent.status)) return;
  const ended = canceledSetup(intent, 'abandoned');
  await setupIntents.update(transaction, ended);
  await appendEvent(transaction, ids, now, {
    type: 'setup_intent.canceled',
    object: setupIntentView(ended, transaction.scope.livemode),
  });
}

async function requireSession(transaction: Transaction, id: string): Promise<SessionRow> {
  const row = await checkoutSessions.lock(transaction, id);
  if (row === undefined) throw errors.missingInPath('checkout.session', id, 'session');
  return row;
}

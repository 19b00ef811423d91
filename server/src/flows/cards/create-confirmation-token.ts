import { errors } from '@onfile/shared/errors.ts';
import { requireEvidence } from '../../params/mandate-data.ts';
import type { CreateParams } from '../../resources/confirmation-tokens/params.ts';
import { newConfirmationToken } from '../../resources/confirmation-tokens/rules.ts';
import { type ConfirmationTokenRow, confirmationTokens } from '../../resources/confirmation-tokens/table.ts';
import { confirmationTokenView } from '../../resources/confirmation-tokens/view.ts';
import { type PaymentMethodRow, paymentMethods } from '../../resources/payment-methods/table.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { Reader } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { customerSessionOf, isShownBy } from '../checkout/customer-session.ts';
import { accountTime } from '../customers/customer-clock.ts';
import { chosenCard, takeCard } from './chosen-card.ts';

/**
 * `POST /v1/confirmation_tokens` by a browser, and its test helper: stores what a buyer chose for the merchant's server to
 * confirm with. The token commits together with its new card, sealed as a payment method without a customer; a crash leaves
 * neither.
 */
export async function createConfirmationToken(call: Call<CreateParams>) {
  const { params, services, livemode } = call;
  if (call.caller === 'publishable') requireEvidence(params.mandate_data, call.caller);
  const chosen = await chosenCard(call, params, 'later');
  if (params.payment_method === undefined && params.payment_method_data === undefined) {
    throw errors.parameterMissing('payment_method_data');
  }
  if (call.caller === 'publishable' && chosen !== null) await requireShown(call, chosen.row);
  return call.store.write(call.origin, async (transaction) => {
    const taken = await takeCard(call, transaction, params, chosen, 'later');
    if (taken === null) throw errors.parameterMissing('payment_method');
    const card = taken.row;
    const row = newConfirmationToken(params, card.id, call.client, {
      id: services.ids.next('confirmation_token'),
      now: accountTime(call),
    });
    await confirmationTokens.insert(transaction, row);
    return confirmationTokenView(row, paymentMethodView(card, livemode), livemode);
  });
}

/** A page knows only those of a customer's saved cards that their session shows. Throws 400 for any other. */
async function requireShown(call: Call<CreateParams>, card: PaymentMethodRow): Promise<void> {
  if (card.customer === null) return;
  const session = await customerSessionOf(call, call.store.reader);
  if (session === null || !isShownBy(session, card)) {
    throw errors.missingInBody('PaymentMethod', card.id, 'payment_method');
  }
}

/** `GET /v1/confirmation_tokens/:token` */
export async function readConfirmationToken(call: Call<unknown>, reader: Reader) {
  const id = call.path.token ?? '';
  const row = await confirmationTokens.find(reader, id);
  if (row === undefined) throw errors.missingInPath('confirmation_token', id, 'confirmation_token');
  return shown(row, reader);
}

async function shown(row: ConfirmationTokenRow, reader: Reader) {
  const { livemode } = reader.scope;
  const card = await paymentMethods.find(reader, row.payment_method);
  if (card === undefined) throw new Error(`The confirmation token ${row.id} has lost its card.`);
  return confirmationTokenView(row, paymentMethodView(card, livemode), livemode);
}

import type { HostedPage } from '@onfile/shared/checkout-page.ts';
import { errors } from '@onfile/shared/errors.ts';
import { modeOf } from '../../resources/checkout-sessions/modes.ts';
import { changeQuantity, requireOpen } from '../../resources/checkout-sessions/rules.ts';
import { checkoutSessions, type SessionRow } from '../../resources/checkout-sessions/table.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import type { UpdateParams, UpdateSavedParams } from '../../resources/payment-pages/params.ts';
import type { Reader } from '../../store/store.ts';
import type { Call, OpenCall } from '../call.ts';
import { detachPaymentMethod } from '../cards/detach-payment-method.ts';
import { isShown } from '../cards/saved-cards.ts';
import { updatePaymentMethod } from '../cards/update-payment-method.ts';
import { freeSession } from '../payments/in-flight.ts';
import { buyerFrom } from './buyer.ts';
import { checkoutPage } from './checkout-page.ts';

/** Returns a session's page as it is now. */
export async function readPage(call: Call<unknown>) {
  return pageNow(call);
}

/**
 * Returns the URL of a session's page. Session ids cannot be guessed: whoever has one may open its page, as on Stripe.
 * Throws 404 if there is none.
 */
export async function readHostedPage(call: Call<unknown>): Promise<HostedPage> {
  const row = await checkoutSessions.find(call.store.reader, sessionOf(call));
  const page = row?.doc.hosted ?? null;
  if (row === undefined || page === null) throw missing(call);
  requireOpen(row, call.now);
  return { object: 'checkout.hosted_page', url: page.url };
}

/** The page reports the buyer's details and quantities. Commits in one transaction; refused while the buyer is paying. */
export async function changePage(call: Call<UpdateParams>) {
  const { line_items, ...given } = call.params;
  await call.store.write(call.origin, async (transaction) => {
    const row = await checkoutSessions.lock(transaction, sessionOf(call));
    if (row === undefined) throw missing(call);
    requireOpen(row, call.now);
    await freeSession(transaction, call.now, row, 'changed');
    let changed = { ...row, doc: { ...row.doc, buyer: buyerFrom(row, given) } };
    for (const line of line_items ?? [])
      changed = { ...changed, ...changeQuantity(changed, line.id, line.quantity, call.version) };
    await checkoutSessions.update(transaction, changed);
  });
  return pageNow(call);
}

/** The buyer removes a saved card from the page, if the merchant allows it. One transaction. */
export async function detachFromPage(call: Call<{ readonly payment_method: string }>) {
  const id = call.params.payment_method;
  await call.store.write(call.origin, async (transaction) => {
    const session = await checkoutSessions.find(transaction, sessionOf(call));
    if (session === undefined) throw missing(call);
    requireOpen(session, call.now);
    if (session.doc.saved_payment_method_options.payment_method_remove !== 'enabled') {
      throw errors.stateInvalid(
        'This Checkout Session does not let customers remove their saved payment methods.',
      );
    }
    await requireShown(transaction, session, id);
    await detachPaymentMethod(call, transaction, id);
  });
  return pageNow(call);
}

/** The buyer changes a saved card on the page. One transaction. */
export async function updateSavedFromPage(call: Call<UpdateSavedParams>) {
  const { payment_method: id, billing_details, card } = call.params;
  await call.store.write(call.origin, async (transaction) => {
    const session = await checkoutSessions.find(transaction, sessionOf(call));
    if (session === undefined) throw missing(call);
    requireOpen(session, call.now);
    await requireShown(transaction, session, id);
    await updatePaymentMethod(call, transaction, id, { billing_details, card });
  });
  return pageNow(call);
}

/** Throws 400 for a card that the session's page does not show. */
async function requireShown(reader: Reader, session: SessionRow, id: string): Promise<void> {
  const card = await paymentMethods.find(reader, id);
  const filters = session.doc.saved_payment_method_options.allow_redisplay_filters;
  const shown = modeOf(session.doc).showsSavedCards && isShown(card, session.customer, filters);
  if (!shown) throw errors.missingInBody('PaymentMethod', id, 'payment_method');
}

async function pageNow(call: OpenCall) {
  const row = await checkoutSessions.find(call.store.reader, sessionOf(call));
  if (row === undefined) throw missing(call);
  return checkoutPage(call, row);
}

function sessionOf(call: OpenCall): string {
  return call.path.session ?? '';
}

function missing(call: OpenCall) {
  return errors.missingInPath('checkout.session', sessionOf(call), 'session');
}

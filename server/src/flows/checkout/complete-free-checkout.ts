import { errors } from '@onfile/shared/errors.ts';
import { isFree, requireExpectedAmount, requireOpen } from '../../resources/checkout-sessions/rules.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { customers } from '../../resources/customers/table.ts';
import type { ConfirmParams } from '../../resources/payment-pages/params.ts';
import type { Call } from '../call.ts';
import { freeSession } from '../payments/in-flight.ts';
import { answerWithPage } from './answer-with-page.ts';
import { buyerFrom } from './buyer.ts';
import { cancelPayment } from './change-checkout-session.ts';
import { endSession } from './complete-session.ts';
import { requireCollected, withCustomer } from './session-buyer.ts';

/**
 * Completes an open session that costs nothing: takes no card, charges nothing, and makes the buyer a customer.
 * `confirmCheckout` calls it; everything is committed in one transaction, with the idempotency key. Returns the page;
 * throws 400 for a session that cannot be completed.
 */
export async function completeFreeCheckout(call: Call<ConfirmParams>) {
  const { params, services, now } = call;
  const id = call.path.session ?? '';
  await call.store.write(call.origin, async (transaction) => {
    const before = await checkoutSessions.lock(transaction, id);
    if (before === undefined) throw errors.missingInPath('checkout.session', id, 'session');
    requireOpen(before, now);
    requireExpectedAmount(before, params.expected_amount);
    // The session got a price while this request was on its way.
    if (!isFree(before.doc)) throw errors.lockTimeout();
    const buyer = buyerFrom(before, params);
    requireCollected(before, buyer, params);
    const session = await withCustomer(call, transaction, before, buyer);
    // The session may have had a price before, and a declined payment.
    await freeSession(transaction, now, session, 'changed');
    await cancelPayment(transaction, services.ids, now, session, 'abandoned');
    const customer = (session.customer && (await customers.find(transaction, session.customer))) || null;
    const ended = await endSession({ transaction, services, now, customer }, session, {
      buyer,
      billing: null,
      payment_status: 'no_payment_required',
    });
    await ended.announce();
    await call.reserve(transaction, id);
  });
  return answerWithPage(call, id, null);
}

import { errors } from '@onfile/shared/errors.ts';
import { requireOpen } from '../../resources/checkout-sessions/rules.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import type { ConfirmParams } from '../../resources/payment-pages/params.ts';
import type { SetupAttemptRow } from '../../resources/setup-attempts/table.ts';
import { may } from '../../resources/setup-intents/rules.ts';
import { setupIntents } from '../../resources/setup-intents/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import type { CardInHand, TakenCard } from '../cards/card-in-hand.ts';
import { type Begun, carryOut } from '../money/machine.ts';
import { beginSetup } from '../setups/begin-setup.ts';
import { dropSetupChallenge } from '../setups/drop-setup-challenge.ts';
import { setup } from '../setups/setup-operation.ts';
import { answerWithSetupPage } from './answer-with-page.ts';
import { buyerFrom } from './buyer.ts';
import { requireCollected, sessionCard, withCustomer } from './session-buyer.ts';

/**
 * Confirms a session in setup mode, for `confirmCheckout`: saves the card and charges nothing. Commits the attempt, asks
 * the network, then commits the outcome; a crash in between is recovered as for a payment. Returns the page; throws 402
 * for a decline.
 */
export async function confirmSetupCheckout(call: Call<ConfirmParams>, chosen: TakenCard | null) {
  const { attempt, inHand } = await call.store.write(call.origin, (transaction) =>
    begin(call, transaction, chosen),
  );
  return answerWithSetupPage(
    call,
    call.path.session ?? '',
    await carryOut({ ...call, inHand }, setup, attempt),
  );
}

async function begin(
  call: Call<ConfirmParams>,
  transaction: Transaction,
  chosen: TakenCard | null,
): Promise<{ readonly attempt: Begun<SetupAttemptRow>; readonly inHand: CardInHand | null }> {
  const { params } = call;
  const before = await checkoutSessions.lock(transaction, call.path.session ?? '');
  if (before === undefined)
    throw errors.missingInPath('checkout.session', call.path.session ?? '', 'session');
  requireOpen(before, call.now);
  const buyer = buyerFrom(before, params);
  requireCollected(before, buyer, params);
  const session = await withCustomer(call, transaction, before, buyer);
  const intent = await setupIntents.lock(transaction, session.setup_intent ?? '');
  if (intent === undefined || !may('confirm', intent.status)) throw errors.lockTimeout();
  await dropSetupChallenge(transaction, intent, call.now);
  const { row: card, inHand } = await sessionCard(call, transaction, buyer, chosen);
  // The page of a setup shows no saved cards.
  if (card.customer !== null) throw errors.missingInBody('PaymentMethod', card.id, 'payment_method');
  await checkoutSessions.update(transaction, { ...session, doc: { ...session.doc, buyer } });
  const given = {
    consent: params.consent ?? { source: 'merchant_ui' as const },
    return_url: params.return_url ?? session.doc.return_url ?? undefined,
    use_stripe_sdk: true,
  };
  const own = { ...intent, customer: session.customer };
  return { attempt: await beginSetup(call, transaction, own, card, given), inHand };
}

import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { type Approval, NetworkUnavailable } from '../../network/network.ts';
import { attached, mayAttach, withChecks } from '../../resources/payment-methods/rules.ts';
import {
  type PaymentMethodRow,
  paymentMethods,
  securityCodes,
} from '../../resources/payment-methods/table.ts';
import { paymentMethodView } from '../../resources/payment-methods/view.ts';
import type { Transaction } from '../../store/store.ts';
import type { OpenCall } from '../call.ts';
import { requireCustomer } from '../customers/require-customer.ts';
import { lockFreeCard } from '../payments/in-flight.ts';
import { cardDeclined } from './card-declined.ts';
import type { TakenCard } from './card-in-hand.ts';
import { openCard, presented } from './open-card.ts';

/** Asks the issuer whether the card is good. Throws 402 if it is not. */
export async function verifyCard(call: OpenCall, { row, inHand }: TakenCard): Promise<Approval> {
  const { services } = call;
  const card = presented(row, inHand ?? (await openCard(services, call.store, row)));
  try {
    const answer = await services.network.verify({
      requestId: services.ids.next('network_request'),
      account: call.account.id,
      currency: call.account.settings.defaultCurrency,
      transactionTime: call.now,
      card,
      initiator: 'customer',
      storedCredential: {
        use: 'first_storage',
        reason: 'customer_present',
        originalNetworkTransactionId: null,
      },
      authenticationId: null,
    });
    if (answer.outcome === 'approved') return answer;
    throw cardDeclined(answer, { payment_method: paymentMethodView(row, call.livemode) });
  } catch (error) {
    if (error instanceof NetworkUnavailable) throw errors.networkUnavailable();
    throw error;
  }
}

/** Attaches a card that its issuer has approved, in the caller's transaction. */
export async function attachVerified(
  call: OpenCall,
  transaction: Transaction,
  id: string,
  customer: string,
  approval: Approval,
): Promise<PaymentMethodRow> {
  // Locks the customer, so that they are not deleted meanwhile, and the card, so that no payment uses it up.
  const locked = await lockFreeCard(transaction, call.now, id, customer);
  await requireCustomer(transaction, customer);
  if (locked === undefined) throw errors.missingInPath('PaymentMethod', id, 'payment_method');
  if (!mayAttach(locked, customer)) return locked;
  const checked = withChecks(attached(locked, customer), approval.checks);
  const after = {
    ...checked,
    doc: { ...checked.doc, network_transaction_id: approval.networkTransactionId },
  };
  await paymentMethods.update(transaction, after);
  await securityCodes.drop(transaction, id);
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'payment_method.attached',
    object: paymentMethodView(after, call.livemode),
  });
  return after;
}

import { errors } from '@onfile/shared/errors.ts';
import { type CustomerChange, newCustomer } from '../api/customers/rules.ts';
import { customers } from '../api/customers/table.ts';
import { customerView } from '../api/customers/view.ts';
import { attached, mayAttach, withChecks } from '../api/payment-methods/rules.ts';
import { type PaymentMethodRow, paymentMethods, securityCodes } from '../api/payment-methods/table.ts';
import { paymentMethodView } from '../api/payment-methods/view.ts';
import type { Call } from '../api/route.ts';
import { type Approval, NetworkUnavailable } from '../network/network.ts';
import { appendEvent } from '../outbox/append.ts';
import type { Transaction } from '../store/store.ts';
import { cardDeclined } from './card-declined.ts';
import { lockFreeCard } from './in-flight.ts';
import { openCard } from './open-card.ts';
import { findPaymentMethod } from './receive-card.ts';
import { requireCustomer } from './require-customer.ts';
import { requireRoom } from './test-clock-room.ts';

type AnyCall = Omit<Call<unknown>, 'params'>;

/** `POST /v1/payment_methods/:id/attach`: the issuer is asked whether the card is good; a decline is 402 and attaches nothing. */
export async function attachPaymentMethod(call: Call<{ readonly customer: string }>) {
  const { customer } = call.params;
  const row = await findPaymentMethod(call, call.path.payment_method ?? '', 'path');
  await requireKnown(call, customer);
  if (!mayAttach(row, customer)) return paymentMethodView(row, call.livemode);
  const approval = await verifyCard(call, row);
  return call.store.write(call.origin, async (transaction) => {
    const after = await attachVerified(call, transaction, row.id, customer, approval);
    return paymentMethodView(after, call.livemode);
  });
}

/** `POST /v1/customers` with a payment method: a card that is declined makes no customer. */
export async function createCustomerWithCard(
  call: Call<
    CustomerChange & {
      readonly payment_method?: string | undefined;
      readonly test_clock?: string | undefined;
    }
  >,
) {
  const { ids } = call.services;
  const row = await findPaymentMethod(call, call.params.payment_method ?? '', 'body');
  const id = ids.next('customer');
  mayAttach(row, id);
  const approval = await verifyCard(call, row);
  return call.store.write(call.origin, async (transaction) => {
    if (call.params.test_clock !== undefined) await requireRoom(transaction, call.params.test_clock);
    const customer = newCustomer(call.params, {
      id,
      now: call.now,
      invoicePrefix: ids.next('invoice_prefix'),
    });
    const view = customerView(customer, call.livemode);
    await customers.insert(transaction, customer);
    await appendEvent(transaction, ids, call.now, { type: 'customer.created', object: view });
    await attachVerified(call, transaction, row.id, id, approval);
    return view;
  });
}

async function requireKnown(call: AnyCall, id: string): Promise<void> {
  const customer = await customers.find(call.store.reader, id);
  if (customer === undefined || customer.deleted) throw errors.missingInBody('customer', id, 'customer');
}

async function verifyCard(call: AnyCall, row: PaymentMethodRow): Promise<Approval> {
  const { services } = call;
  const card = await openCard(services, call.store, row);
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

async function attachVerified(
  call: AnyCall,
  transaction: Transaction,
  id: string,
  customer: string,
  approval: Approval,
): Promise<PaymentMethodRow> {
  // A customer is held, so that they are not deleted beside this; a card, so that no payment uses it up.
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

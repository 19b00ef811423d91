import { errors } from '@onfile/shared/errors.ts';
import type { CreateParams } from '../api/checkout-sessions/params.ts';
import { emptyDetails, newSession, requireCreatable } from '../api/checkout-sessions/rules.ts';
import { checkoutSessions, type SessionDoc } from '../api/checkout-sessions/table.ts';
import { sessionView } from '../api/checkout-sessions/view.ts';
import { type CustomerRow, customers } from '../api/customers/table.ts';
import type { Call } from '../api/route.ts';
import type { Transaction } from '../store/store.ts';
import { resolveLineItems } from './resolve-line-items.ts';

/** `POST /v1/checkout/sessions` */
export async function createCheckoutSession(call: Call<CreateParams>, transaction: Transaction) {
  const { params, livemode, now } = call;
  const { ids } = call.services;
  requireCreatable(params, now);
  const customer = params.customer ? await requireCustomer(transaction, params.customer) : null;
  const { currency, lineItems } = await resolveLineItems(call, transaction, params.line_items ?? [], {
    currency: params.currency,
    existing: [],
  });
  const id = ids.next(livemode ? 'checkout_session_live' : 'checkout_session_test');
  const row = newSession(params, {
    id,
    clientSecret: `${id}_secret_${ids.next('session_secret_part')}`,
    now,
    currency,
    lineItems,
    customer: customer && { id: customer.id, details: detailsOf(customer) },
  });
  await checkoutSessions.insert(transaction, row);
  return sessionView(row, livemode);
}

async function requireCustomer(transaction: Transaction, id: string): Promise<CustomerRow> {
  const row = await customers.find(transaction, id);
  if (row === undefined || row.deleted) throw errors.missingInBody('customer', id, 'customer');
  return row;
}

function detailsOf(customer: CustomerRow): SessionDoc['customer_details'] {
  return {
    ...emptyDetails(customer.email),
    name: customer.name,
    phone: customer.phone,
    address: customer.doc.address,
  };
}

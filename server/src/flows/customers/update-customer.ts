import { errors } from '@onfile/shared/errors.ts';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import type { UpdateParams } from '../../resources/customers/params.ts';
import { changeCustomer } from '../../resources/customers/rules.ts';
import { type CustomerRow, customers } from '../../resources/customers/table.ts';
import { customerView } from '../../resources/customers/view.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { attachSource, verifiedSource } from '../cards/attach-source.ts';
import { detachPaymentMethod } from '../cards/detach-payment-method.ts';
import { findSource } from '../cards/find-source.ts';
import { requireCardOf } from '../cards/require-card-of.ts';

/** `POST /v1/customers/:customer` without a new source. The change and its event commit together; a crash leaves neither. */
export async function updateCustomer(call: Call<UpdateParams>, transaction: Transaction) {
  const before = await lockCustomer(call, transaction);
  const { default_source } = call.params;
  if (default_source !== undefined && (await findSource(transaction, before.id, default_source)) === null) {
    throw errors.missingInBody('source', default_source, 'default_source');
  }
  return changeTo(call, transaction, before, default_source);
}

/**
 * `POST /v1/customers/:customer` with a new source, which replaces the default one. Asks the card's issuer first, then
 * commits everything at once; a decline or a crash before that changes nothing, and the repeated request continues with the
 * card that the token has already become.
 */
export async function updateCustomerWithSource(call: Call<UpdateParams>) {
  const { default_source, source = '' } = call.params;
  if (default_source !== undefined) {
    throw errors.parametersExclusive(['default_source', 'source'], 'source');
  }
  const { id } = await findCustomer(call, call.store.reader);
  const { card, approval } = await verifiedSource(call, source);
  return call.store.write(call.origin, async (transaction) => {
    if (approval !== null) {
      // Cards are locked before their customer.
      const { doc } = await findCustomer(call, transaction);
      if (doc.default_source) await detachPaymentMethod(call, transaction, doc.default_source);
      await attachSource(call, transaction, card.id, id, approval);
    }
    return changeTo(call, transaction, await lockCustomer(call, transaction), card.id);
  });
}

async function findCustomer(call: Call<unknown>, reader: Reader): Promise<CustomerRow> {
  return present(call, await customers.find(reader, call.path.customer ?? ''));
}

async function lockCustomer(call: Call<unknown>, transaction: Transaction): Promise<CustomerRow> {
  return present(call, await customers.lock(transaction, call.path.customer ?? ''));
}

/** Throws 404 for a missing or deleted customer. */
function present(call: Call<unknown>, row: CustomerRow | undefined): CustomerRow {
  if (row === undefined || row.deleted) throw errors.missingInPath('customer', call.path.customer ?? '');
  return row;
}

async function changeTo(
  call: Call<UpdateParams>,
  transaction: Transaction,
  before: CustomerRow,
  default_source: string | undefined,
) {
  const card = call.params.invoice_settings?.default_payment_method;
  if (card) await requireCardOf(transaction, before.id, card, 'invoice_settings[default_payment_method]');
  const after = changeCustomer(before, { ...call.params, default_source });
  const view = customerView(after, call.livemode);
  const previous = previousAttributes(customerView(before, call.livemode), view);
  if (Object.keys(previous).length === 0) return view;
  await customers.update(transaction, after);
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'customer.updated',
    object: view,
    previous,
  });
  return view;
}

import { errors } from '@onfile/shared/errors.ts';
import { appendEvent, previousAttributes } from '../../events/append.ts';
import { type ChargeChange, changeCharge } from '../../resources/charges/rules.ts';
import { charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { customers } from '../../resources/customers/table.ts';
import type { Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';

/**
 * `POST /v1/charges/:charge`. Changes what a merchant may say about a charge afterwards, and appends `charge.updated`, in
 * one transaction. A charge without a customer may be given one, once.
 */
export async function updateCharge(call: Call<ChargeChange>, transaction: Transaction) {
  const id = call.path.charge ?? '';
  const before = await charges.lock(transaction, id);
  if (before === undefined) throw errors.missingInPath('charge', id);
  const { customer } = call.params;
  if (customer !== undefined && customer !== before.customer) {
    if (before.customer !== null) {
      throw errors.parameterInvalid(
        `The charge ${id} belongs to the customer ${before.customer}. This cannot be changed.`,
        'customer',
      );
    }
    const known = await customers.find(transaction, customer);
    if (known === undefined || known.deleted) throw errors.missingInBody('customer', customer, 'customer');
  }
  const after = changeCharge(before, call.params);
  const view = chargeView(after, call.livemode);
  const previous = previousAttributes(chargeView(before, call.livemode), view);
  if (Object.keys(previous).length === 0) return view;
  await charges.update(transaction, after);
  await appendEvent(transaction, call.services.ids, call.now, {
    type: 'charge.updated',
    object: view,
    previous,
  });
  return view;
}

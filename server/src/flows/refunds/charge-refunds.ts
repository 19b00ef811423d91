import { errors } from '@onfile/shared/errors.ts';
import { charges } from '../../resources/charges/table.ts';
import { chargeView } from '../../resources/charges/view.ts';
import { listPage, type Paging } from '../../resources/list.ts';
import { refunds } from '../../resources/refunds/table.ts';
import { refundView } from '../../resources/refunds/view.ts';
import type { Reader } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { type RefundTerms, refundCharge } from './refund-charge.ts';

/** `GET /v1/charges/:charge/refunds`: continues the list `refunds` of a charge. */
export async function chargeRefunds(call: Call<Paging>, reader: Reader) {
  const { id: charge } = await chargeOfPath(call);
  return listPage(reader, refunds, {
    paging: call.params,
    filter: (cursor) => ({ ...cursor, where: { charge } }),
    noun: 'refund',
    url: `/v1/charges/${charge}/refunds`,
    view: refundView,
  });
}

/** `GET /v1/charges/:charge/refunds/:refund` */
export async function chargeRefund({ path }: Call<object>, reader: Reader) {
  const { charge = '', refund = '' } = path;
  const row = await refunds.find(reader, refund);
  if (row?.charge !== charge) throw errors.missingInPath('refund', refund);
  return refundView(row);
}

/** `POST /v1/charges/:charge/refunds`: like `POST /v1/refunds`, for the charge in the path. */
export async function refundOfPath(call: Call<RefundTerms>) {
  const { id } = await chargeOfPath(call);
  return refundCharge({ ...call, params: { ...call.params, charge: id } });
}

/** `POST /v1/charges/:charge/refund`: the same, but returns the charge. */
export async function refundedCharge(call: Call<RefundTerms>) {
  await refundOfPath(call);
  return chargeView(await chargeOfPath(call), call.livemode);
}

async function chargeOfPath({ path, store }: Call<unknown>) {
  const { charge = '' } = path;
  const row = await charges.find(store.reader, charge);
  if (row === undefined) throw errors.missingInPath('charge', charge);
  return row;
}

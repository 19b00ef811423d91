import { errors } from '@onfile/shared/errors.ts';
import { charges } from '../api/charges/table.ts';
import { listPage, type Paging } from '../api/list.ts';
import { refunds } from '../api/refunds/table.ts';
import { refundView } from '../api/refunds/view.ts';
import type { Call } from '../api/route.ts';
import type { Reader } from '../store/store.ts';

/** `GET /v1/charges/:charge/refunds`: where the list `refunds` of a charge goes on. */
export async function chargeRefunds(call: Call<Paging>, reader: Reader) {
  const { charge = '' } = call.path;
  if ((await charges.find(reader, charge)) === undefined) throw errors.missingInPath('charge', charge);
  return listPage(reader, refunds, {
    paging: call.params,
    filter: (cursor) => ({ ...cursor, where: { charge } }),
    noun: 'refund',
    url: `/v1/charges/${charge}/refunds`,
    view: refundView,
  });
}

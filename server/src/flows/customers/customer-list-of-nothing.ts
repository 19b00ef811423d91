import { errors } from '@onfile/shared/errors.ts';
import { customers } from '../../resources/customers/table.ts';
import { type Paging, shortListPage } from '../../resources/list.ts';
import type { Reader } from '../../store/store.ts';
import type { Call } from '../call.ts';

/** `GET /v1/customers/:customer/<name>`, for what no customer ever has. Throws 404 for an unknown customer. */
export async function customerListOfNothing(
  call: Call<Paging>,
  reader: Reader,
  { name, noun }: { readonly name: string; readonly noun: string },
) {
  const { customer = '' } = call.path;
  const row = await customers.find(reader, customer);
  if (row === undefined || row.deleted) throw errors.missingInPath('customer', customer);
  return shortListPage([], call.params, { noun, url: `/v1/customers/${customer}/${name}` });
}

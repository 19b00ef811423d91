import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { advanceTestClock } from '../../flows/clocks/advance-test-clock.ts';
import { deleteTestClock } from '../../flows/clocks/delete-test-clock.ts';
import { putOnClock } from '../../flows/clocks/test-clock-room.ts';
import { accountTime } from '../../flows/customers/customer-clock.ts';
import { noteTestClocks } from '../../keys/accounts.ts';
import { listPage } from '../../resources/list.ts';
import * as params from '../../resources/test-clocks/params.ts';
import { newTestClock } from '../../resources/test-clocks/rules.ts';
import { testClocks } from '../../resources/test-clocks/table.ts';
import { testClockView } from '../../resources/test-clocks/view.ts';
import type { Reader } from '../../store/store.ts';
import { route } from '../route.ts';

const path = '/v1/test_helpers/test_clocks';
const returns = 'test_helpers.test_clock';

const create = route({
  method: 'POST',
  path,
  params: params.createParams,
  returns,
  flow: async (call) => {
    const { account, livemode, origin, reserve, resumes, services, store } = call;
    if (livemode) throw errors.stateInvalid('Test clocks can only be used in test mode.');
    const known = resumes === null ? undefined : await testClocks.find(store.reader, resumes);
    if (known !== undefined) return testClockView(known, livemode);
    // Noted before the first clock exists, so that no request with its customers overlooks it.
    if (!account.hasTestClocks) {
      await noteTestClocks(services.store.system, account.id);
      await services.callers.forget(account.id);
    }
    const row = newTestClock(call.params, { id: services.ids.next('test_clock'), now: accountTime(call) });
    const view = testClockView(row, livemode);
    await store.write(origin, async (transaction) => {
      await reserve(transaction, row.id);
      await testClocks.insert(transaction, row);
      const { customer } = call.params;
      if (customer !== undefined) await putOnClock(call, transaction, customer, row);
      const type = 'test_helpers.test_clock.created';
      await appendEvent(transaction, services.ids, row.frozen_time, { type, object: view });
    });
    return view;
  },
});

const retrieve = route({
  method: 'GET',
  path: `${path}/:clock`,
  params: params.noParams,
  returns,
  read: async (call, reader) => {
    const row = await testClocks.find(reader, call.path.clock ?? '');
    if (row === undefined) throw errors.missingInPath('test clock', call.path.clock ?? '');
    return testClockView(row, call.livemode);
  },
});

const advance = route({
  method: 'POST',
  path: `${path}/:clock/advance`,
  params: params.advanceParams,
  returns,
  flow: advanceTestClock,
});

const remove = route({
  method: 'DELETE',
  path: `${path}/:clock`,
  params: params.noParams,
  returns,
  write: (call, transaction) => deleteTestClock(call, transaction, call.path.clock ?? ''),
});

const list = route({
  method: 'GET',
  path,
  params: params.listParams,
  returns: `list:${returns}`,
  read: (call, reader) =>
    listPage(reader, testClocks, {
      paging: call.params,
      filter: (cursor) => cursor,
      noun: 'test clock',
      url: path,
      view: (row) => testClockView(row, call.livemode),
    }),
});

export const testClockRoutes = [create, list, retrieve, advance, remove];

/** The clock by id, for expansion. */
export async function loadTestClock(reader: Reader, id: string) {
  const row = await testClocks.find(reader, id);
  return row === undefined ? null : testClockView(row, reader.scope.livemode);
}

import { errors } from '@onfile/shared/errors.ts';
import { appendEvent } from '../../events/append.ts';
import { advancing, moved, ready } from '../../resources/test-clocks/rules.ts';
import { type TestClockRow, testClocks } from '../../resources/test-clocks/table.ts';
import { testClockView } from '../../resources/test-clocks/view.ts';
import type { Services } from '../../services.ts';
import type { AccountStore, Origin, Transaction } from '../../store/store.ts';
import type { Call } from '../call.ts';

/**
 * `POST /v1/test_helpers/test_clocks/:clock/advance`: whatever becomes due for the clock's customers has happened when the
 * call returns. Commits `advancing`, does the due work, then commits `ready`; returns the clock as `advancing`, as Stripe
 * does. After a crash in between, a job or the repeated request finishes the advance.
 */
export async function advanceTestClock(call: Call<{ readonly frozen_time: number }>) {
  const { livemode, origin, reserve, resumes, services, store } = call;
  const id = call.path.clock ?? '';
  // The answer to the same request was lost: the clock is on its way, or already there.
  const known = resumes === null ? undefined : await testClocks.find(store.reader, resumes);
  if (known !== undefined) {
    await finishAdvancing(services, store, origin, known);
    return testClockView(known, livemode);
  }
  const begun = await store.write(origin, async (transaction) => {
    const row = await testClocks.lock(transaction, id);
    if (row === undefined) throw errors.missingInPath('test clock', id);
    const started = advancing(row, call.params.frozen_time);
    await reserve(transaction, id);
    await keep(transaction, services, started, 'advancing', livemode);
    return started;
  });
  await finishAdvancing(services, store, origin, begun);
  return testClockView(begun, livemode);
}

/** Sets an advancing clock to its target, and does what is due by then. Can be repeated after a crash. */
export async function finishAdvancing(
  services: Services,
  store: AccountStore,
  origin: Origin,
  { id }: Pick<TestClockRow, 'id'>,
): Promise<void> {
  await store.write(origin, async (transaction) => {
    const row = await testClocks.lock(transaction, id);
    if (row?.status === 'advancing') await testClocks.update(transaction, moved(row));
  });
  await services.runDue(store.reader.scope.account);
  await store.write(origin, async (transaction) => {
    const row = await testClocks.lock(transaction, id);
    if (row?.status !== 'advancing') return;
    await keep(transaction, services, ready(row), 'ready', store.reader.scope.livemode);
  });
}

async function keep(
  transaction: Transaction,
  services: Services,
  row: TestClockRow,
  status: 'advancing' | 'ready',
  livemode: boolean,
): Promise<void> {
  await testClocks.update(transaction, row);
  await appendEvent(transaction, services.ids, row.frozen_time, {
    type: `test_helpers.test_clock.${status}`,
    object: testClockView(row, livemode),
  });
}

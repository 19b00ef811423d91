import { sql } from 'kysely';
import { finishAdvancing } from '../flows/clocks/advance-test-clock.ts';
import { deleteTestClock } from '../flows/clocks/delete-test-clock.ts';
import { ownDoing } from '../store/store.ts';
import { dueRows, eachDue } from './each-due.ts';

const advancing = dueRows('test_clocks', 'created', { where: sql`t.status = 'advancing'` });

/** Finishes clocks whose process ended while they were advancing. */
export const finishTestClocks = eachDue('finish test clocks', advancing, (services, store, id) =>
  finishAdvancing(services, store, ownDoing, { id }),
);

const lifeSeconds = 30 * 24 * 60 * 60;
const old = dueRows('test_clocks', 'created', { where: sql`t.status = 'ready'`, ago: lifeSeconds });

/** Deletes clocks whose thirty days are over. */
export const dropOldTestClocks = eachDue('drop old test clocks', old, (services, store, id, now) =>
  store.write(ownDoing, (transaction) =>
    deleteTestClock({ services, livemode: store.reader.scope.livemode, now }, transaction, id),
  ),
);

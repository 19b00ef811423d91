import { sql } from 'kysely';
import { makeAvailable } from '../flows/balance/balance.ts';
import { ownDoing } from '../store/store.ts';
import { dueRows, eachDue } from './each-due.ts';

const due = dueRows('balance_transactions', 'available_on', { where: sql`t.status = 'pending'` });

/** Makes money available whose settlement delay is over. */
export const releaseFunds = eachDue('release funds', due, (_services, store, id, now) =>
  store.write(ownDoing, (transaction) => makeAvailable(transaction, now, id)),
);

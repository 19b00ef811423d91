import { sql } from 'kysely';
import { makeAvailable } from '../flows/balance.ts';
import type { Services } from '../services.ts';
import { ownDoing } from '../store/store.ts';
import { dueRows, eachDue } from './each-due.ts';

const due = dueRows('balance_transactions', 'available_on', sql`t.status = 'pending'`);

/** Makes money available whose settlement delay is over. */
export async function releaseFunds(services: Services): Promise<void> {
  await eachDue(services, due, (store, id, now) =>
    store.write(ownDoing, (transaction) => makeAvailable(transaction, now, id)),
  );
}

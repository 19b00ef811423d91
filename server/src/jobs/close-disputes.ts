import { endDispute } from '../flows/disputes/dispute-charge.ts';
import { disputes } from '../resources/disputes/table.ts';
import { ownDoing } from '../store/store.ts';
import { dueRows, eachDue } from './each-due.ts';

const due = dueRows('disputes', 'decide_at');

/** Ends disputes whose time has come: those with evidence are decided, those that nobody answered are lost. */
export const closeDisputes = eachDue('close disputes', due, (services, store, id, now) =>
  store.write(ownDoing, async (transaction) => {
    const row = await disputes.lock(transaction, id);
    if (row === undefined || row.decide_at === null || row.decide_at > now) return;
    await endDispute(transaction, services, now, row);
  }),
);

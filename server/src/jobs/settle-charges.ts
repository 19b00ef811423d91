import { settleNow } from '../flows/balance/post-charge.ts';
import { charges } from '../resources/charges/table.ts';
import { ownDoing } from '../store/store.ts';
import { dueRows, eachDue } from './each-due.ts';

const due = dueRows('charges', 'settle_at');

/** Brings the money of charges with asynchronous capture into the balance. */
export const settleCharges = eachDue('settle charges', due, (services, store, id, now) =>
  store.write(ownDoing, async (transaction) => {
    const charge = await charges.lock(transaction, id);
    if (charge !== undefined) await settleNow(transaction, services, now, charge);
  }),
);

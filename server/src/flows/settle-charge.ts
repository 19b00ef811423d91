import { balanceTransactions } from '../api/balance-transactions/table.ts';
import type { ChargeRow } from '../api/charges/table.ts';
import { charges } from '../api/charges/table.ts';
import { findAccount } from '../keys/accounts.ts';
import { post } from '../ledger/post.ts';
import { feeOf, ofCharge } from '../ledger/postings.ts';
import type { Services } from '../services.ts';
import type { Transaction } from '../store/store.ts';

/** Days from a payment until its money can be paid out. */
const settlementSeconds = 2 * 24 * 60 * 60;

/** Books a captured charge: its balance transaction, its fee, and the merchant's part. The caller holds the charge. */
export async function settleCharge(
  services: Pick<Services, 'ids' | 'store'>,
  transaction: Transaction,
  now: number,
  charge: ChargeRow,
): Promise<ChargeRow> {
  const account = await findAccount(services.store.system, transaction.scope.account);
  if (account === undefined) throw new Error('A charge belongs to no account.');
  const { feePercent, feeFixed } = account.settings;
  const amount = charge.doc.amount_captured;
  const fee = feeOf(amount, feePercent, feeFixed);
  const id = services.ids.next('balance_transaction');
  await balanceTransactions.insert(transaction, {
    id,
    created: now,
    source: charge.id,
    type: 'charge',
    currency: charge.currency,
    amount,
    fee,
    status: 'pending',
    available_on: now + settlementSeconds,
    doc: { description: charge.doc.description },
  });
  const entries = ofCharge(amount, fee, 'pending');
  await post(transaction, services.ids, now, { id, currency: charge.currency, entries });
  const settled = { ...charge, settle_at: null, doc: { ...charge.doc, balance_transaction: id } };
  await charges.update(transaction, settled);
  return settled;
}

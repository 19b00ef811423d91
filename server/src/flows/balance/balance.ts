import { sql } from 'kysely';
import { defaultSettings } from '../../keys/account.ts';
import type { FeeRate } from '../../ledger/fees.ts';
import { post } from '../../ledger/post.ts';
import { movement, release } from '../../ledger/posting.ts';
import {
  type BalanceTransactionDoc,
  type BalanceTransactionRow,
  balanceTransactions,
} from '../../resources/balance-transactions/table.ts';
import type { Services } from '../../services.ts';
import { statement } from '../../store/statement.ts';
import type { Reader, Transaction } from '../../store/store.ts';

interface Movement {
  readonly type: 'charge' | 'refund' | 'refund_failure' | 'adjustment';
  readonly category: BalanceTransactionDoc['reporting_category'];
  readonly source: string;
  readonly currency: string;
  /** Minor units: positive to the merchant, negative from them. */
  readonly amount: number;
  readonly fee: number;
  readonly feeDescription?: string;
  readonly description: string | null;
  readonly availableOn: number;
}

/**
 * Moves money between the network and a merchant, for charges, refunds and disputes: a balance transaction and its ledger
 * posting, in the caller's transaction, so that neither exists without the other.
 */
export async function move(
  transaction: Transaction,
  services: Services,
  now: number,
  moved: Movement,
): Promise<BalanceTransactionRow> {
  const status = moved.availableOn > now ? 'pending' : 'available';
  const row: BalanceTransactionRow = {
    id: services.ids.next('balance_transaction'),
    created: now,
    type: moved.type,
    source: moved.source,
    currency: moved.currency,
    amount: moved.amount,
    fee: moved.fee,
    net: moved.amount - moved.fee,
    status,
    available_on: moved.availableOn,
    doc: {
      description: moved.description,
      reporting_category: moved.category,
      fee_description: moved.feeDescription ?? 'Stripe processing fees',
    },
  };
  await balanceTransactions.insert(transaction, row);
  await post(transaction, now, movement(status, row), { id: row.id, reference: row.source });
  return row;
}

/** Makes a balance transaction's net available, once. A job calls it when the money is due; one transaction. */
export async function makeAvailable(transaction: Transaction, now: number, id: string): Promise<void> {
  const row = await balanceTransactions.lock(transaction, id);
  if (row?.status !== 'pending' || row.available_on > now) return;
  await balanceTransactions.update(transaction, { ...row, status: 'available' });
  await post(transaction, now, release(row), { id: row.id, reference: row.source });
}

const accountDoc = statement<object, { doc: string }>((db, p) =>
  // The mode is named because every statement of an account must name it; both modes share the settings.
  sql<{
    doc: string;
  }>`select doc from accounts where id = ${p.account} and ${p.mode} in ('test', 'live')`.compile(db),
);

/** What the account pays for a charge, read in the transaction that charges. */
export async function feeRateOf(reader: Reader): Promise<FeeRate> {
  const row = await reader.first(accountDoc, {});
  const settings: typeof defaultSettings = { ...defaultSettings, ...(row && JSON.parse(row.doc)) };
  return { percent: settings.feePercent, fixed: settings.feeFixed };
}

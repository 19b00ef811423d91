import { businessNameOf } from '../../keys/account.ts';
import { findAccount } from '../../keys/accounts.ts';
import { charges } from '../../resources/charges/table.ts';
import { amountsOfSession, type SessionLineAmounts } from '../../resources/checkout-sessions/amounts.ts';
import { checkoutSessions } from '../../resources/checkout-sessions/table.ts';
import { refunds } from '../../resources/refunds/table.ts';
import type { Services } from '../../services.ts';
import { systemStatement } from '../../store/statement.ts';

/** What a receipt shows. Amounts are in minor units. */
export interface Receipt {
  readonly business: string;
  readonly number: string;
  /** Unix seconds. */
  readonly paidAt: number;
  readonly currency: string;
  readonly amount: number;
  readonly card: { readonly brand: string; readonly last4: string };
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly amount: number }[];
  readonly refunds: readonly { readonly at: number; readonly amount: number; readonly pending: boolean }[];
}

const owning = systemStatement<{ token: string }, { id: string; account: string; mode: 'test' | 'live' }>(
  (db, p) =>
    db.selectFrom('charges').select(['id', 'account', 'mode']).where('receipt_token', '=', p.token).compile(),
);

/** Returns the receipt behind an unguessable token, as the charge is now; null if there is none. */
export async function receiptOf(services: Services, token: string): Promise<Receipt | null> {
  const { store } = services;
  const [owner] = await store.system.all(owning, { token });
  if (owner === undefined) return null;
  const { reader } = store.account({ account: owner.account, livemode: owner.mode === 'live' });
  const charge = await charges.find(reader, owner.id);
  const account = await findAccount(store.system, owner.account);
  if (charge === undefined || account === undefined || !charge.doc.captured) return null;
  const session =
    charge.payment_intent === null
      ? undefined
      : (
          await checkoutSessions.page(reader, {
            limit: 1,
            where: { payment_intent: charge.payment_intent },
          })
        ).rows[0];
  const given = await refunds.page(reader, { limit: 100, where: { charge: charge.id } });
  return {
    business: businessNameOf(account),
    number: charge.doc.receipt_number ?? charge.id,
    paidAt: charge.created,
    currency: charge.currency,
    amount: charge.amount_captured,
    card: { brand: charge.doc.card.brand ?? 'card', last4: charge.doc.card.last4 ?? '' },
    lines: session === undefined ? [] : amountsOfSession(session.doc).lines.map(lineOf),
    refunds: given.rows
      .filter(({ status }) => status !== 'failed')
      .reverse()
      .map(({ created, amount, status }) => ({ at: created, amount, pending: status === 'pending' })),
  };
}

function lineOf({ line: { item }, total }: SessionLineAmounts): Receipt['lines'][number] {
  return { name: item.name, quantity: item.quantity, amount: total };
}

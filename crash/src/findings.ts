import type { CardEntry, MoneyEntry } from '@onfile/server/network/simulator/journal-entries.ts';
import type { AttemptDoc } from '@onfile/server/resources/attempts/attempts.ts';
import type { ChargeDoc } from '@onfile/server/resources/charges/table.ts';
import type { Executor } from '@onfile/server/store/engine.ts';

interface Row {
  readonly id: string;
  readonly account: string;
  readonly status: string;
  readonly doc: string;
  readonly amount: number;
  readonly currency: string;
  readonly payment_intent: string;
  readonly phase: string;
  readonly amount_captured: number;
  readonly amount_refunded: number;
}

/** Reads the final databases: the server's, and the issuer's own. `journal` is the table of the issuer's answers. */
export async function readBooks(server: Executor, issuer: Executor, journal: string) {
  // What SQL returns has the shape of the tables that it was read from.
  const rows = async (table: string) => (await server.all(`select * from ${table}`, [])) as unknown as Row[];
  const documents = await issuer.all(`select document from ${journal}`, []);
  const entries: (CardEntry | MoneyEntry)[] = documents.map(({ document }) => JSON.parse(String(document)));
  return {
    charges: (await rows('charges')).map((row) => ({ ...row, doc: JSON.parse(row.doc) as ChargeDoc })),
    attempts: (await rows('payment_attempts')).map((row) => ({
      ...row,
      doc: JSON.parse(row.doc) as AttemptDoc,
    })),
    moves: await rows('payment_moves'),
    refunds: await rows('refunds'),
    ledger: await rows('ledger_entries'),
    setups: await rows('setup_attempts'),
    authorizations: entries.filter((entry): entry is CardEntry => entry.kind === 'authorization'),
    moneyEntries: entries.filter((entry): entry is MoneyEntry => 'authorization' in entry),
  };
}

export type Books = Awaited<ReturnType<typeof readBooks>>;

/** Minor units that the issuer has paid out for an authorization, less what it got back. */
function heldBy(issuer: Books, authorization: CardEntry): number {
  const moves = issuer.moneyEntries.filter(
    (entry) => entry.authorization === authorization.requestId && entry.answer.outcome === 'done',
  );
  const sum = (kind: MoneyEntry['kind']) =>
    moves.filter((entry) => entry.kind === kind).reduce((total, { amount }) => total + amount, 0);
  return (authorization.captured ? authorization.amount : sum('capture')) - sum('refund');
}

function disagreementsOn(
  books: Books,
  entry: CardEntry,
  charge: Books['charges'][number] | undefined,
): string[] {
  const found: string[] = [];
  const approved = entry.answer.outcome === 'approved';
  const charged = charge?.status === 'succeeded';
  const held = approved ? heldBy(books, entry) : 0;
  const taken = charged ? charge.amount_captured - charge.amount_refunded : 0;
  if (held !== taken) found.push(`${entry.requestId}: the issuer paid ${held}, the charge says ${taken}`);
  if (approved && charge !== undefined && !charged) {
    found.push(`${entry.requestId}: approved, but its charge is ${charge.status}`);
  }
  if (!approved && charged) found.push(`${entry.requestId}: declined, but charged`);
  return found;
}

/** Where the issuer's journal and the server's charges disagree; empty if they agree one to one. */
export function disagreements(books: Books): string[] {
  const found: string[] = [];
  const chargeOf = new Map(books.charges.map((charge) => [charge.doc.authorization_request, charge]));
  if (chargeOf.size !== books.charges.length) found.push('two charges lean on one authorization');
  for (const entry of books.authorizations) {
    found.push(...disagreementsOn(books, entry, chargeOf.get(entry.requestId)));
  }
  const known = new Set(books.authorizations.map(({ requestId }) => requestId));
  for (const { id, doc } of books.charges) {
    if (!known.has(doc.authorization_request)) found.push(`${id}: no authorization at the issuer`);
  }
  return found;
}

/** Minor units by which the ledger differs from zero, by account and currency; empty if it balances. */
export function imbalances({ ledger }: Books): string[] {
  const sums = new Map<string, number>();
  for (const { account, currency, amount } of ledger) {
    const name = `${account} ${currency}`;
    sums.set(name, (sums.get(name) ?? 0) + amount);
  }
  return [...sums].flatMap(([name, sum]) => (sum === 0 ? [] : [`${name}: ${sum}`]));
}

/** What was begun but never ended. */
export function unfinished({ attempts, moves, refunds, setups }: Books): string[] {
  return [
    ...attempts.filter(({ status }) => status === 'started' || status === 'giving_back'),
    ...moves.filter(({ status }) => status === 'started'),
    ...refunds.filter(({ phase }) => phase === 'asking'),
    ...setups.filter(({ status }) => status === 'processing'),
  ].map(({ id, status }) => `${id}: ${status}`);
}

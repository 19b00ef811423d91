import { type RawBuilder, sql } from 'kysely';
import type { Account } from '../../keys/account.ts';
import type { Form } from '../../params/form.ts';
import type { Services } from '../../services.ts';
import { type ScopeParameters, statement } from '../../store/statement.ts';
import type { Reader } from '../../store/store.ts';

/** The customer that a row `t` belongs to; if they have a test clock, it sets the row's time. */
const customerOf = {
  balance_transactions: sql`(select h.customer from charges h where h.account = t.account and h.mode = t.mode and h.id =
    coalesce((select r.charge from refunds r where r.account = t.account and r.mode = t.mode and r.id = t.source),
    (select d.charge from disputes d where d.account = t.account and d.mode = t.mode and d.id = t.source), t.source))`,
  charges: sql`t.customer`,
  checkout_sessions: sql`t.customer`,
  customers: sql`t.id`,
  disputes: ofCharge(),
  payment_attempts: ofIntent('payment_intent'),
  payment_intents: sql`t.customer`,
  payment_methods: sql`t.customer`,
  payment_moves: ofIntent('payment_intent'),
  refunds: ofCharge(),
  setup_attempts: ofIntent('setup_intent'),
  setup_intents: sql`t.customer`,
  test_clocks: sql`null`,
} as const;

/** A table whose rows belong to customers. */
export type TimedTable = keyof typeof customerOf;

function ofCharge(): RawBuilder<unknown> {
  return sql`(select h.customer from charges h where h.account = t.account and h.mode = t.mode and h.id = t.charge)`;
}

function ofIntent(noun: 'payment_intent' | 'setup_intent'): RawBuilder<unknown> {
  return sql`(select i.customer from ${sql.table(`${noun}s`)} i
    where i.account = t.account and i.mode = t.mode and i.id = ${sql.ref(`t.${noun}`)})`;
}

/** Joins the test clock `k` of the customer to whom a table's rows `t` belong; its columns are null if there is none. */
export function joinClock(table: TimedTable): RawBuilder<unknown> {
  return sql`left join customers c on c.account = t.account and c.mode = t.mode and c.id = ${customerOf[table]}
    left join test_clocks k on k.account = t.account and k.mode = t.mode and k.id = c.test_clock`;
}

const clockOf = (table: TimedTable) =>
  statement<{ id: string }, { frozen_time: number | null }>((db, p) => {
    const { account, mode, id }: { id: string } & ScopeParameters = p;
    return sql<{
      frozen_time: number | null;
    }>`select k.frozen_time from ${sql.table(table)} t ${joinClock(table)}
      where t.account = ${account} and t.mode = ${mode} and t.id = ${id}`.compile(db);
  });
const clockByItself = statement<{ id: string }, { frozen_time: number | null }>((db, p) =>
  db
    .selectFrom('test_clocks')
    .select('frozen_time')
    .where('account', '=', p.account)
    .where('mode', '=', p.mode)
    .where('id', '=', p.id)
    .compile(),
);

const byPrefix = new Map(
  Object.entries({
    ch: clockOf('charges'),
    clock: clockByItself,
    cs: clockOf('checkout_sessions'),
    cus: clockOf('customers'),
    du: clockOf('disputes'),
    move: clockOf('payment_moves'),
    payatt: clockOf('payment_attempts'),
    pi: clockOf('payment_intents'),
    pm: clockOf('payment_methods'),
    re: clockOf('refunds'),
    setatt: clockOf('setup_attempts'),
    seti: clockOf('setup_intents'),
  }),
);

/** The account's time in unix seconds: the machine's, plus how far its sandbox has been advanced. */
export function accountTime({
  services,
  account,
}: {
  readonly services: Services;
  readonly account: Account;
}): number {
  return services.clock.now() + account.clockOffset;
}

/**
 * The time (unix seconds) of the first of these ids that belongs to a customer on a test clock; `otherwise` if none does.
 * Only asked for accounts that have test clocks.
 */
export async function timeOf(reader: Reader, ids: readonly string[], otherwise: number): Promise<number> {
  for (const id of ids) {
    const clock = byPrefix.get(id.split('_', 1)[0] ?? '');
    const found = clock && (await reader.first(clock, { id }));
    const time = found?.frozen_time ?? null;
    if (time !== null) return Number(time);
  }
  return otherwise;
}

const naming = ['test_clock', 'customer', 'payment_intent', 'setup_intent', 'charge', 'payment_method'];

/** The ids that say whom a request is about: those in its path, then those in its parameters. */
export function idsNamed(path: string, form: Form): string[] {
  const given = naming.map((name) => form[name]);
  return [...path.split('/'), ...given].filter(
    (id): id is string => typeof id === 'string' && id.includes('_'),
  );
}

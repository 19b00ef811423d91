import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import type { Call } from '../api/route.ts';
import { statement } from '../store/statement.ts';
import type { Reader } from '../store/store.ts';

const seconds = { hour: 60 * 60, day: 24 * 60 * 60 } as const;
/** So many intervals can be looked at in a chart, and no more. */
const intervalsMax = 750;

interface Group {
  readonly bucket: number;
  readonly currency: string;
  readonly status: string;
  readonly reason: string | null;
  readonly saved: number;
  readonly count: number;
  readonly amount: number;
}

/** The outcomes of payments, grouped by interval. `reason` is why one failed; `saved` those with a card on file. */
const grouping = statement<{ from: number; to: number; width: number }, Group>((db, p, dialect) => {
  const json = (...path: string[]) => sql.raw(dialect.jsonText('t.doc', path));
  return sql<Group>`select cast((t.created - ${p.from}) / ${p.width} as integer) as bucket, t.currency, t.status,
      coalesce(${json('outcome', 'reason')}, ${json('failure_code')}) as reason,
      case when ${json('card_source')} = 'on_file' then 1 else 0 end as saved,
      count(*) as count, sum(t.amount) as amount
    from charges t where t.account = ${p.account} and t.mode = ${p.mode}
      and t.created >= ${p.from} and t.created < ${p.to}
    group by 1, 2, 3, 4, 5`.compile(db);
});

interface Interval {
  /** Unix seconds. */
  readonly start: number;
  payments: number;
  succeeded: number;
  failed: number;
  saved_cards: number;
  /** Minor units by currency, of what succeeded. */
  readonly volume: Record<string, number>;
  readonly declines: Record<string, number>;
}

const empty = (start: number): Interval => ({
  start,
  payments: 0,
  succeeded: 0,
  failed: 0,
  saved_cards: 0,
  volume: {},
  declines: {},
});

interface Params {
  readonly from: number;
  readonly to: number;
  readonly interval?: 'hour' | 'day' | undefined;
}

/** Payments from one time to another (unix seconds, the second excluded), by hour or day from the first. */
export async function statistics({ params }: Call<Params>, reader: Reader) {
  const { from, to, interval = 'day' } = params;
  const width = seconds[interval];
  if (to <= from) throw errors.parameterInvalid('`to` must be later than `from`.', 'to');
  if ((to - from) / width > intervalsMax) {
    throw errors.parameterInvalid(`At most ${intervalsMax} intervals can be asked for at once.`, 'interval');
  }
  const intervals = Array.from({ length: Math.ceil((to - from) / width) }, (_, index) =>
    empty(from + index * width),
  );
  const totals = empty(from);
  const used = new Map<string, number>();
  for (const group of await reader.all(grouping, { from, to, width })) {
    used.set(group.currency, (used.get(group.currency) ?? 0) + Number(group.count));
    for (const into of [intervals[Number(group.bucket)], totals]) if (into !== undefined) add(into, group);
  }
  const { start: _start, ...sums } = totals;
  return {
    object: 'onfile.statistics',
    from,
    to,
    interval,
    /** Those of most payments first. */
    currencies: [...used].sort(([, one], [, other]) => other - one).map(([currency]) => currency),
    intervals,
    totals: sums,
  };
}

function add(into: Interval, group: Group): void {
  const count = Number(group.count);
  into.payments += count;
  if (group.status === 'failed') {
    into.failed += count;
    const reason = group.reason ?? 'unknown';
    into.declines[reason] = (into.declines[reason] ?? 0) + count;
    return;
  }
  into.succeeded += count;
  if (Number(group.saved) === 1) into.saved_cards += count;
  into.volume[group.currency] = (into.volume[group.currency] ?? 0) + Number(group.amount);
}

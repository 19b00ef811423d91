import { setImmediate } from 'node:timers/promises';
import { errors } from '@onfile/shared/errors.ts';
import { sql } from 'kysely';
import { statement } from '../../store/statement.ts';
import type { Reader } from '../../store/store.ts';
import type { Call } from '../call.ts';

interface Group {
  readonly currency: string;
  readonly status: string;
  readonly card_source: 'new' | 'on_file';
  readonly failure_reason: string | null;
  readonly count: number;
  readonly captured: number;
}

/** The outcomes of payments; the index that lists charges contains every column this reads. */
const grouping = statement<{ from: number; to: number }, Group>((db, p) =>
  sql<Group>`select currency, status, card_source, failure_reason, count(*) as count, sum(amount_captured) as captured
    from charges where account = ${p.account} and mode = ${p.mode} and created >= ${p.from} and created < ${p.to}
    group by 1, 2, 3, 4`.compile(db),
);

interface Tally {
  payments: number;
  succeeded: number;
  failed: number;
  /** Payments with a card that was saved before. */
  saved_cards: number;
  /** Minor units captured, by currency. */
  readonly volume: Record<string, number>;
  readonly declines: Record<string, number>;
}

const noPayments = (): Tally => ({
  payments: 0,
  succeeded: 0,
  failed: 0,
  saved_cards: 0,
  volume: {},
  declines: {},
});

interface Params {
  readonly starts: readonly number[];
  readonly to: number;
}

/**
 * Payments by interval, for the dashboard's charts: each interval starts at one of `starts` (unix seconds, ascending) and
 * ends where the next begins, the last one at `to`. The caller divides the time, because days and months depend on the
 * place. Throws 400 for times out of order.
 */
export async function statistics({ params: { starts, to } }: Call<Params>, reader: Reader) {
  const ends = [...starts.slice(1), to];
  const totals = noPayments();
  const used = new Map<string, number>();
  const intervals: (Tally & { readonly start: number })[] = [];
  for (const [index, start] of starts.entries()) {
    const end = ends[index] ?? to;
    if (end <= start) {
      throw errors.parameterInvalid('`starts` must be in ascending order, and all before `to`.', 'starts');
    }
    const tally = noPayments();
    for (const group of await reader.all(grouping, { from: start, to: end })) {
      used.set(group.currency, (used.get(group.currency) ?? 0) + Number(group.count));
      for (const into of [tally, totals]) add(into, group);
    }
    intervals.push({ start, ...tally });
    // Counting many payments takes a while, and other requests should not wait for all of it.
    await setImmediate();
  }
  return {
    object: 'onfile.statistics',
    to,
    /** Those with the most payments first. */
    currencies: [...used].sort(([, one], [, other]) => other - one).map(([currency]) => currency),
    intervals,
    totals,
  };
}

function add(into: Tally, group: Group): void {
  const count = Number(group.count);
  into.payments += count;
  if (group.status === 'failed') {
    into.failed += count;
    const reason = group.failure_reason ?? 'unknown';
    into.declines[reason] = (into.declines[reason] ?? 0) + count;
    return;
  }
  into.succeeded += count;
  if (group.card_source === 'on_file') into.saved_cards += count;
  into.volume[group.currency] = (into.volume[group.currency] ?? 0) + Number(group.captured);
}

import { useQuery } from '@tanstack/react-query';
import type Stripe from 'stripe';
import { type Api, RequestFailed } from '../../api/client.ts';
import { nextPage, type Page, useApi } from '../../api/queries.ts';
import type { Statistics, Tally } from '../../api/types.ts';

export const ranges = { hours_24: 1, days_7: 7, days_30: 30, days_90: 90 } as const;
export type Range = keyof typeof ranges;

const hour = 60 * 60;
const day = 24 * hour;

interface Numbers {
  readonly statistics: Statistics;
  readonly interval: 'hour' | 'day';
  /** How many charges were counted, where not all could be. */
  readonly partial: number | null;
}

export function useStatistics(range: Range) {
  const api = useApi();
  const interval = range === 'hours_24' ? 'hour' : 'day';
  return useQuery<Numbers, RequestFailed>({
    queryKey: ['onfile.statistics', range],
    queryFn: async ({ signal }) => {
      const unit = interval === 'hour' ? hour : day;
      const now = Math.floor(Date.now() / 1000);
      const to = Math.ceil((now + 1) / unit) * unit;
      const from = to - ranges[range] * day;
      try {
        const params = { from, to, interval };
        const statistics = await api.get<Statistics>('/v1/onfile/statistics', params, signal);
        return { statistics, interval, partial: null };
      } catch (error) {
        if (!(error instanceof RequestFailed) || error.status !== 404) throw error;
      }
      return { ...(await countCharges(api, { from, to, unit }, signal)), interval };
    },
    placeholderData: (before) => before,
  });
}

const pagesMax = 10;

/** A server without statistics still lists charges; the newest of them are counted here. */
async function countCharges(
  api: Api,
  { from, to, unit }: { readonly from: number; readonly to: number; readonly unit: number },
  signal: AbortSignal,
): Promise<Pick<Numbers, 'statistics' | 'partial'>> {
  const charges: Stripe.Charge[] = [];
  let more: ReturnType<typeof nextPage> = {};
  for (let page = 0; page < pagesMax && more !== undefined; page += 1) {
    const got: Page<Stripe.Charge> = await api.get(
      '/v1/charges',
      { limit: 100, created: { gte: from }, ...more },
      signal,
    );
    charges.push(...got.data);
    more = nextPage(got);
  }
  const totals = emptyTally();
  const intervals = Array.from({ length: Math.ceil((to - from) / unit) }, (_, index) => ({
    start: from + index * unit,
    ...emptyTally(),
  }));
  for (const charge of charges) {
    const interval = intervals[Math.floor((charge.created - from) / unit)];
    for (const tally of interval === undefined ? [totals] : [totals, interval]) count(tally, charge);
  }
  return {
    statistics: {
      object: 'onfile.statistics',
      currencies: Object.keys(totals.volume),
      intervals,
      totals,
    },
    partial: more === undefined ? null : charges.length,
  };
}

type Counting = {
  -readonly [Name in keyof Tally]: Tally[Name] extends number ? number : Record<string, number>;
};

function emptyTally(): Counting {
  return { payments: 0, succeeded: 0, failed: 0, saved_cards: 0, volume: {}, declines: {} };
}

function count(tally: Counting, charge: Stripe.Charge): void {
  tally.payments += 1;
  if (charge.status === 'failed') {
    tally.failed += 1;
    const reason = charge.outcome?.reason ?? charge.failure_code ?? 'unknown';
    tally.declines[reason] = (tally.declines[reason] ?? 0) + 1;
    return;
  }
  tally.succeeded += 1;
  if (charge.customer !== null) tally.saved_cards += 1;
  tally.volume[charge.currency] = (tally.volume[charge.currency] ?? 0) + charge.amount;
}

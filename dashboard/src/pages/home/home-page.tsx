import { ChartNoAxesColumn, Table } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useConnection } from '../../api/connection.ts';
import { itemsOf, useList } from '../../api/queries.ts';
import type { Statistics } from '../../api/types.ts';
import { PageHead, Section } from '../../ui/bits.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { useFilters } from '../../ui/filters.tsx';
import { useFormats } from '../../ui/format.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { paymentExpand, usePaymentColumns } from '../payments/columns.tsx';
import type { Payment } from '../payments/status.ts';
import type { Point, Series } from './charts.tsx';
import css from './home.module.css';
import { isHourly, type Range, ranges, useStatistics } from './statistics.ts';

const Chart = lazy(() => import('./charts.tsx'));

function isRange(text: string): text is Range {
  return Object.hasOwn(ranges, text);
}

export default function HomePage(): ReactNode {
  const t = useTranslations();
  const filters = useFilters(['range', 'currency']);
  const range = isRange(filters.values.range) ? filters.values.range : 'days_30';
  const numbers = useStatistics(range);
  const payments = useList<Payment>(
    'payment_intent',
    '/v1/payment_intents',
    { expand: paymentExpand },
    { limit: 8 },
  );
  const columns = usePaymentColumns().filter(({ hidden }) => hidden !== true);
  const recent = itemsOf(payments);
  const empty = payments.isSuccess && recent.length === 0;
  const data = numbers.data;
  const currency = data?.currencies.includes(filters.values.currency)
    ? filters.values.currency
    : (data?.currencies[0] ?? 'usd');
  return (
    <>
      <PageHead title={t('home.title')}>
        {(data?.currencies.length ?? 0) > 1 && (
          <select
            className={ui.select}
            aria-label={t('common.currency')}
            value={currency}
            onChange={({ target }) => filters.set('currency', target.value)}
          >
            {data?.currencies.map((code) => (
              <option key={code} value={code}>
                {code.toUpperCase()}
              </option>
            ))}
          </select>
        )}
        <select
          className={ui.select}
          aria-label={t('home.range')}
          value={range}
          onChange={({ target }) => filters.set('range', target.value)}
        >
          {Object.keys(ranges)
            .filter(isRange)
            .map((value) => (
              <option key={value} value={value}>
                {t(`home.${value}`)}
              </option>
            ))}
        </select>
      </PageHead>
      {empty ? (
        <Welcome />
      ) : (
        <div className={ui.stack}>
          {numbers.isError && <Failed error={numbers.error} retry={() => void numbers.refetch()} />}
          <Numbers statistics={data} currency={currency} />
          {data !== undefined && <Charts statistics={data} currency={currency} hourly={isHourly(range)} />}
          <Section
            title={t('home.recent_payments')}
            flush
            actions={
              <ButtonLink small to="/payments">
                {t('common.view_all')}
              </ButtonLink>
            }
          >
            <SmallTable
              label={t('home.recent_payments')}
              items={payments.isPending ? undefined : recent}
              columns={columns}
              none={t('customers.no_payments')}
              hrefOf={({ id }) => `/payments/${id}`}
            />
          </Section>
        </div>
      )}
    </>
  );
}

function Welcome(): ReactNode {
  const t = useTranslations();
  const connection = useConnection();
  const livemode = connection.mode === 'production' && connection.livemode;
  return (
    <div className={ui.section}>
      <Empty
        title={t('home.welcome')}
        text={t(livemode ? 'home.welcome_live' : 'home.welcome_text')}
        call={
          livemode
            ? undefined
            : {
                method: 'POST',
                path: '/v1/payment_intents',
                params: {
                  amount: 2000,
                  currency: 'usd',
                  payment_method: 'pm_card_visa',
                  confirm: true,
                  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
                },
              }
        }
      />
    </div>
  );
}

function Numbers({
  statistics,
  currency,
}: {
  readonly statistics: Statistics | undefined;
  readonly currency: string;
}): ReactNode {
  const t = useTranslations('home');
  const formats = useFormats();
  const totals = statistics?.totals;
  const share = (part: number, whole: number) => (whole === 0 ? '–' : formats.percent(part / whole));
  const shown: readonly (readonly [string, ReactNode])[] = [
    [t('volume'), totals && formats.amount(totals.volume[currency] ?? 0, currency)],
    [t('payments'), totals && formats.number(totals.payments)],
    [t('success_rate'), totals && share(totals.succeeded, totals.succeeded + totals.failed)],
    [
      t('saved_rate'),
      totals && (
        <>
          {share(totals.saved_cards, totals.succeeded)}
          <small>{t('of_payments')}</small>
        </>
      ),
    ],
  ];
  return (
    <dl className={css.numbers}>
      {shown.map(([name, value]) => (
        <div key={name} className={css.number}>
          <dt>{name}</dt>
          <dd>{value ?? <Skeleton width={96} />}</dd>
        </div>
      ))}
    </dl>
  );
}

const colors = ['var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)', 'var(--chart-5)'];
const reasonsShown = 4;

function Charts({
  statistics,
  currency,
  hourly,
}: {
  readonly statistics: Statistics;
  readonly currency: string;
  readonly hourly: boolean;
}): ReactNode {
  const t = useTranslations('home');
  const { intervals, totals } = statistics;
  const reasons = Object.entries(totals.declines)
    .sort(([, a], [, b]) => b - a)
    .map(([reason]) => reason);
  const points = (values: (interval: Statistics['intervals'][number]) => Readonly<Record<string, number>>) =>
    intervals.map((interval): Point => ({ start: interval.start, values: values(interval) }));
  return (
    <div className={css.charts}>
      <ChartSection
        title={t('volume')}
        points={points(({ volume }) => ({ volume: volume[currency] ?? 0 }))}
        series={[{ id: 'volume', name: t('volume'), color: 'var(--chart-1)' }]}
        hourly={hourly}
        currency={currency}
        shape="area"
      />
      <ChartSection
        title={t('outcomes')}
        points={points(({ succeeded, failed }) => ({ succeeded, failed }))}
        series={[
          { id: 'succeeded', name: t('succeeded'), color: 'var(--chart-1)' },
          { id: 'failed', name: t('failed'), color: 'var(--chart-2)' },
        ]}
        hourly={hourly}
        shape="bars"
      />
      <ChartSection
        title={t('saved_cards')}
        points={points(({ saved_cards }) => ({ saved_cards }))}
        series={[{ id: 'saved_cards', name: t('saved_cards'), color: 'var(--chart-4)' }]}
        hourly={hourly}
        shape="bars"
      />
      <ChartSection
        title={t('declines')}
        points={points(({ declines }) => declines)}
        series={reasons.slice(0, reasonsShown).map((reason, index) => ({
          id: reason,
          name: reason,
          color: colors[index] ?? 'var(--chart-5)',
        }))}
        hourly={hourly}
        shape="bars"
        none={t('no_declines')}
      />
    </div>
  );
}

function ChartSection({
  title,
  points,
  series,
  hourly,
  currency,
  shape,
  none,
}: {
  readonly title: string;
  readonly points: readonly Point[];
  readonly series: readonly Series[];
  readonly hourly: boolean;
  readonly currency?: string;
  readonly shape: 'area' | 'bars';
  readonly none?: string;
}): ReactNode {
  const t = useTranslations('home');
  const [asTable, setAsTable] = useState(false);
  return (
    <Section
      title={title}
      flush
      actions={
        <Button
          small
          look="quiet"
          onClick={() => setAsTable(!asTable)}
          aria-label={`${t(asTable ? 'chart' : 'table')}: ${title}`}
        >
          {asTable ? <ChartNoAxesColumn aria-hidden /> : <Table aria-hidden />}
          {t(asTable ? 'chart' : 'table')}
        </Button>
      }
    >
      {series.length === 0 ? (
        <p className={ui.nothing}>{none}</p>
      ) : asTable ? (
        <PointTable
          title={title}
          points={points}
          series={series}
          hourly={hourly}
          {...(currency && { currency })}
        />
      ) : (
        <>
          <div className={css.plot} aria-hidden>
            <Suspense fallback={<Skeleton width={200} />}>
              <Chart
                points={points}
                series={series}
                hourly={hourly}
                shape={shape}
                {...(currency && { currency })}
              />
            </Suspense>
          </div>
          {series.length > 1 && (
            <div className={css.legend}>
              {series.map(({ id, name, color }) => (
                <span key={id}>
                  <i style={{ background: color }} />
                  {name}
                </span>
              ))}
            </div>
          )}
        </>
      )}
    </Section>
  );
}

function PointTable({
  title,
  points,
  series,
  hourly,
  currency,
}: {
  readonly title: string;
  readonly points: readonly Point[];
  readonly series: readonly Series[];
  readonly hourly: boolean;
  readonly currency?: string;
}): ReactNode {
  const t = useTranslations('home');
  const formats = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <section className={css.rows} tabIndex={0} aria-label={title}>
      <SmallTable<Point & { readonly id: string }>
        label={title}
        items={points.toReversed().map((point) => ({ ...point, id: String(point.start) }))}
        none={null}
        columns={[
          {
            id: 'start',
            header: t('period'),
            cell: ({ start }) => (hourly ? formats.time(start) : formats.date(start)),
          },
          ...series.map(({ id, name }) => ({
            id,
            header: name,
            right: true,
            cell: ({ values }: Point) =>
              currency === undefined
                ? formats.number(values[id] ?? 0)
                : formats.amount(values[id] ?? 0, currency),
          })),
        ]}
      />
    </section>
  );
}

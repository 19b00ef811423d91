import { minorUnitDivisor } from '@onfile/shared/money.ts';
import type { ReactNode } from 'react';
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useLocale } from 'use-intl';
import { localeOf } from '../../i18n/languages.ts';
import css from './home.module.css';

export interface Series {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

export interface Point {
  readonly start: number;
  readonly values: Readonly<Record<string, number>>;
}

interface ChartProps {
  readonly points: readonly Point[];
  readonly series: readonly Series[];
  readonly hourly: boolean;
  /** Values are minor units of this currency. */
  readonly currency?: string;
  readonly shape: 'area' | 'bars';
}

/** Recharts and its dependencies are loaded only with this. */
export default function Chart({ points, series, hourly, currency, shape }: ChartProps): ReactNode {
  const locale = localeOf(useLocale());
  const label = (start: number) =>
    new Date(start * 1000).toLocaleString(
      locale,
      hourly ? { hour: '2-digit', minute: '2-digit' } : { month: 'short', day: 'numeric' },
    );
  const value = (units: number, compact = false) => {
    const notation = compact ? { notation: 'compact' as const } : {};
    if (currency === undefined) return new Intl.NumberFormat(locale, notation).format(units);
    return new Intl.NumberFormat(locale, {
      ...notation,
      style: 'currency',
      currency: currency.toUpperCase(),
      currencyDisplay: 'narrowSymbol',
    }).format(units / minorUnitDivisor(currency));
  };
  const data = points.map(({ start, values }) => ({ start, ...values }));
  const axes = (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="start"
        tickFormatter={label}
        tickLine={false}
        axisLine={{ stroke: 'var(--line-strong)' }}
        tick={{ fill: 'var(--muted)', fontSize: 12 }}
        minTickGap={32}
      />
      <YAxis
        width="auto"
        tickFormatter={(units: number) => value(units, true)}
        tickLine={false}
        axisLine={false}
        allowDecimals={false}
        tick={{ fill: 'var(--muted)', fontSize: 12 }}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: 'var(--hover)', stroke: 'var(--line-strong)' }}
        content={({ active, payload, label: start }) =>
          active ? (
            <div className={css.tooltip}>
              <strong>{label(Number(start))}</strong>
              {payload.map((entry) => (
                <div key={String(entry.dataKey)}>
                  <i style={{ background: entry.color }} />
                  {entry.name}: {value(Number(entry.value))}
                </div>
              ))}
            </div>
          ) : null
        }
      />
    </>
  );
  const margin = { top: 8, right: 8, bottom: 0, left: 0 };
  return (
    <ResponsiveContainer width="100%" height={220}>
      {shape === 'area' ? (
        <AreaChart data={data} margin={margin} accessibilityLayer={false}>
          {axes}
          {series.map(({ id, name, color }) => (
            <Area
              key={id}
              dataKey={id}
              name={name}
              type="linear"
              stroke={color}
              strokeWidth={2}
              fill={color}
              fillOpacity={0.12}
              isAnimationActive={false}
            />
          ))}
        </AreaChart>
      ) : (
        <BarChart data={data} margin={margin} accessibilityLayer={false}>
          {axes}
          {series.map(({ id, name, color }) => (
            <Bar key={id} dataKey={id} name={name} stackId="all" fill={color} isAnimationActive={false} />
          ))}
        </BarChart>
      )}
    </ResponsiveContainer>
  );
}

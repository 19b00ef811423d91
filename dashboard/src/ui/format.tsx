import { formatAmount, minorUnitDivisor } from '@onfile/shared/money.ts';
import type { ReactNode } from 'react';
import { useLocale } from 'use-intl';
import { localeOf } from '../i18n/languages.ts';

const day = 24 * 60 * 60;

export interface Formats {
  /** `$20.00 USD` */
  amount(minorUnits: number, currency: string): string;
  /** `20.00`, for a field in which people edit it. */
  typedAmount(minorUnits: number, currency: string): string;
  /** Minor units of what people typed; null if it is not an amount of that currency, or is ambiguous. */
  readAmount(text: string, currency: string): number | null;
  /** `23 Nov 2026, 07:25` */
  time(seconds: number): string;
  /** With seconds, for logs. */
  exactTime(seconds: number): string;
  date(seconds: number): string;
  percent(share: number): string;
  number(value: number): string;
  /** `8 days` */
  duration(seconds: number): string;
}

const made = new Map<string, Formats>();

/** Dates, amounts and numbers as written in the chosen language. */
export function useFormats(): Formats {
  const locale = localeOf(useLocale());
  const known = made.get(locale);
  if (known !== undefined) return known;
  const formats = formatsOf(locale);
  made.set(locale, formats);
  return formats;
}

function formatsOf(locale: string): Formats {
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const number = new Intl.NumberFormat(locale);
  const unit = (name: string, value: number) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      maximumFractionDigits: 0,
    }).format(value);
  return {
    amount: (minorUnits, currency) => {
      const code = currency.toUpperCase();
      const amount = formatAmount(minorUnits, currency, locale);
      // Currencies without a symbol are written with their code.
      return amount.includes(code) ? amount : `${amount} ${code}`;
    },
    typedAmount: (minorUnits, currency) =>
      plainAmount(minorUnits, currency).replace('.', markOf(locale, 'decimal')),
    readAmount: (text, currency) => readAmount(text, currency, locale),
    time: (seconds) => time.format(seconds * 1000),
    exactTime: (seconds) => exact.format(seconds * 1000),
    date: (seconds) => date.format(seconds * 1000),
    percent: (share) => percent.format(share),
    number: (value) => number.format(value),
    duration: (seconds) => {
      if (seconds >= day) return unit('day', seconds / day);
      if (seconds >= 3600) return unit('hour', seconds / 3600);
      return seconds >= 60 ? unit('minute', seconds / 60) : unit('second', seconds);
    },
  };
}

export function Amount({
  value,
  currency,
}: {
  readonly value: number;
  readonly currency: string;
}): ReactNode {
  return <span>{useFormats().amount(value, currency)}</span>;
}

export function When({ at, exact = false }: { readonly at: number; readonly exact?: boolean }): ReactNode {
  const formats = useFormats();
  return (
    <time dateTime={new Date(at * 1000).toISOString()} title={formats.exactTime(at)}>
      {exact ? formats.exactTime(at) : formats.time(at)}
    </time>
  );
}

/**
 * Reads `12.50` as people type it, in minor units; null if it is not an amount of that currency. Points and commas both
 * count as the decimal mark. Before three digits, a single one separates thousands, and only if the language writes them
 * that way: `12.345` is an amount of dollars in German, but not in English.
 */
export function readAmount(text: string, currency: string, locale: string): number | null {
  const decimals = String(minorUnitDivisor(currency)).length - 1;
  const cleaned = text.trim().replaceAll(/[\s'’]/g, '');
  const match =
    /^(?<whole>[1-9]\d{0,2}(?<mark>[.,])\d{3}(?:\k<mark>\d{3})*|\d+)(?:(?<point>[.,])(?<fraction>\d+))?$/.exec(
      cleaned,
    );
  const { whole = '', mark, point, fraction = '' } = match?.groups ?? {};
  if (match === null || fraction.length > decimals || (mark !== undefined && mark === point)) return null;
  const group = markOf(locale, 'group');
  const isOneGroup = mark !== undefined && point === undefined && whole.length <= 7;
  if (isOneGroup && mark !== group)
    return decimals === 3 ? units(cleaned.replace(mark, '.'), decimals) : null;
  return units(`${whole.replaceAll(/[.,]/g, '')}.${fraction}`, decimals);
}

function units(plain: string, decimals: number): number | null {
  const [whole = '', fraction = ''] = plain.split('.');
  const amount = Number(whole + fraction.padEnd(decimals, '0'));
  return Number.isSafeInteger(amount) ? amount : null;
}

/** The mark between thousands or before decimals, as the language writes it. */
function markOf(locale: string, type: 'group' | 'decimal'): string {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(1_000_000);
  return parts.find((part) => part.type === type)?.value ?? '';
}

/** `12.50` for programs, whatever the language. */
export function plainAmount(minorUnits: number, currency: string): string {
  const divisor = minorUnitDivisor(currency);
  return (minorUnits / divisor).toFixed(String(divisor).length - 1);
}

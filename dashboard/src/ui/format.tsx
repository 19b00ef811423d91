import { formatAmount, minorUnitDivisor } from '@onfile/shared/money.ts';
import type { ReactNode } from 'react';
import { useLocale } from 'use-intl';
import { localeOf } from '../i18n/languages.ts';

const day = 24 * 60 * 60;

export interface Formats {
  /** `$20.00 USD` */
  amount(minorUnits: number, currency: string): string;
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

/** Dates, amounts and numbers as people of the chosen language write them. */
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
      // Currencies without a sign are written by their code.
      return amount.includes(code) ? amount : `${amount} ${code}`;
    },
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

/** `12.50` as people type it, in minor units; null when it is no amount of that currency. */
export function parseAmount(text: string, currency: string): number | null {
  const cleaned = text.trim().replaceAll(/[\s'’]/g, '');
  // The last mark is the decimal one when at most as many digits follow as the currency has.
  const decimals = String(minorUnitDivisor(currency)).length - 1;
  const match = /^(\d[\d.,]*?)(?:[.,](\d{1,3}))?$/.exec(cleaned);
  if (match === null) return null;
  let [, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) {
    if (fraction.length !== 3) return null;
    whole += fraction;
    fraction = '';
  }
  if (!/^\d+$|^\d{1,3}([.,]\d{3})+$/.test(whole)) return null;
  const units =
    Number(whole.replaceAll(/[.,]/g, '')) * 10 ** decimals + Number(fraction.padEnd(decimals, '0') || 0);
  return Number.isSafeInteger(units) ? units : null;
}

/** The same the other way, for a field's first value. */
export function plainAmount(minorUnits: number, currency: string): string {
  const divisor = minorUnitDivisor(currency);
  return (minorUnits / divisor).toFixed(String(divisor).length - 1);
}

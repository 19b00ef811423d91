import { errors } from '@onfile/shared/errors.ts';
import { type MetadataChange, mergeMetadata } from '../../params/groups.ts';
import type { PriceAmount, PriceDoc, PriceRow, Recurring, TaxBehavior } from './table.ts';

interface GivenAmount {
  readonly unit_amount?: number | undefined;
  readonly unit_amount_decimal?: string | undefined;
  readonly tax_behavior?: TaxBehavior | undefined;
}

export interface NewPrice extends GivenAmount {
  readonly active?: boolean | undefined;
  readonly currency: string;
  readonly currency_options?: Readonly<Record<string, GivenAmount>> | undefined;
  readonly lookup_key?: string | null | undefined;
  readonly metadata?: MetadataChange;
  readonly nickname?: string | null | undefined;
  readonly recurring?:
    | {
        readonly interval: Recurring['interval'];
        readonly interval_count?: number | undefined;
        readonly trial_period_days?: number | undefined;
      }
    | undefined;
}

/** Throws 400 unless exactly one of `unit_amount` and `unit_amount_decimal` is given. `at` is the amount's place in the request. */
export function newPrice(
  given: NewPrice,
  birth: { readonly id: string; readonly now: number; readonly product: string; readonly inline: boolean },
  at: string | null = null,
): PriceRow {
  return {
    id: birth.id,
    created: birth.now,
    active: birth.inline || given.active === false ? 0 : 1,
    currency: given.currency,
    lookup_key: given.lookup_key ?? null,
    product: birth.product,
    type: given.recurring === undefined ? 'one_time' : 'recurring',
    inline: birth.inline ? 1 : 0,
    doc: {
      ...amountOf(given, at),
      currency_options: optionsOf(given.currency_options),
      metadata: mergeMetadata({}, given.metadata),
      nickname: given.nickname ?? null,
      recurring:
        given.recurring === undefined
          ? null
          : {
              interval: given.recurring.interval,
              interval_count: given.recurring.interval_count ?? 1,
              trial_period_days: given.recurring.trial_period_days ?? null,
            },
    },
  };
}

export interface PriceChange {
  readonly active?: boolean | undefined;
  readonly currency_options?: NewPrice['currency_options'];
  readonly lookup_key?: string | null | undefined;
  readonly metadata?: MetadataChange;
  readonly nickname?: string | null | undefined;
  readonly tax_behavior?: TaxBehavior | undefined;
}

/** Amounts never change: another amount is another price. */
export function changePrice(row: PriceRow, change: PriceChange): PriceRow {
  const { doc } = row;
  if (change.tax_behavior !== undefined && doc.tax_behavior !== 'unspecified') {
    throw errors.parameterInvalid(
      'The tax behavior of a price cannot be changed once it is set.',
      'tax_behavior',
    );
  }
  return {
    ...row,
    active: change.active === undefined ? row.active : change.active ? 1 : 0,
    lookup_key: change.lookup_key === undefined ? row.lookup_key : change.lookup_key,
    doc: {
      ...doc,
      currency_options: { ...doc.currency_options, ...optionsOf(change.currency_options) },
      metadata: mergeMetadata(doc.metadata, change.metadata),
      nickname: change.nickname === undefined ? doc.nickname : change.nickname,
      tax_behavior: change.tax_behavior ?? doc.tax_behavior,
    },
  };
}

function amountOf(given: GivenAmount, at: string | null): PriceAmount {
  const { unit_amount, unit_amount_decimal } = given;
  const name = at === null ? 'unit_amount' : `${at}[unit_amount]`;
  if (unit_amount !== undefined && unit_amount_decimal !== undefined) {
    throw errors.parametersExclusive(['unit_amount', 'unit_amount_decimal'], name);
  }
  const decimal = unit_amount_decimal ?? unit_amount?.toString();
  if (decimal === undefined) throw errors.parameterMissing(name);
  return {
    unit_amount_decimal: withoutTrailingZeros(decimal),
    tax_behavior: given.tax_behavior ?? 'unspecified',
  };
}

function optionsOf(options: NewPrice['currency_options']): PriceDoc['currency_options'] {
  return Object.fromEntries(
    Object.entries(options ?? {}).map(([currency, given]) => [
      currency,
      amountOf(given, `currency_options[${currency}]`),
    ]),
  );
}

function withoutTrailingZeros(decimal: string): string {
  const [whole = '', places = ''] = decimal.split('.');
  let end = places.length;
  while (places[end - 1] === '0') end -= 1;
  return end === 0 ? whole : `${whole}.${places.slice(0, end)}`;
}

/** What a price costs in a currency; null if it has no amount in that one. */
export function amountIn(row: PriceRow, currency: string): string | null {
  if (currency === row.currency) return row.doc.unit_amount_decimal;
  return row.doc.currency_options[currency]?.unit_amount_decimal ?? null;
}

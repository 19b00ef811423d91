import { cardBrands } from '@onfile/shared/card-brands.ts';
import { formatAmount, minorUnitDivisor } from '@onfile/shared/money.ts';

/** The languages in which the dashboard shows amounts. */
const locales = ['en', 'fr', 'de', 'es'];

/** An amount (minor units) as each of the dashboard's languages shows it, and as plain digits. */
export function shownAmount(amount: number | null, currency: string | null): string[] {
  if (amount === null || currency === null) return [];
  const divisor = minorUnitDivisor(currency);
  const plain = (amount / divisor).toFixed(String(divisor).length - 1);
  return [...locales.map((locale) => formatAmount(amount, currency, locale)), plain, currency];
}

/** A card by its brand, its last digits and its expiry. */
export function shownCard(
  card: {
    readonly brand?: string | null;
    readonly last4?: string | null;
    readonly exp_month?: number | null;
    readonly exp_year?: number | null;
  } | null,
): (string | null | undefined)[] {
  if (card === null) return [];
  const brand = Object.entries(cardBrands).find(([name]) => name === card.brand)?.[1].displayName;
  const { exp_month: month, exp_year: year } = card;
  const expiry = month && year ? `${String(month).padStart(2, '0')}/${year}` : null;
  return [card.brand, brand, card.last4, expiry];
}

/** A telephone number as it was given, and as plain digits. */
export function shownPhone(phone: string | null | undefined): (string | null | undefined)[] {
  return [phone, phone?.replaceAll(/\D/g, '')];
}

export function shownMetadata(metadata: Readonly<Record<string, string>>): string[] {
  return Object.entries(metadata).flat();
}

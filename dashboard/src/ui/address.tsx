import { formatAddress } from 'localized-address-format';
import type { ReactNode } from 'react';
import type Stripe from 'stripe';
import { useLocale } from 'use-intl';
import { localeOf } from '../i18n/languages.ts';
import css from './ui.module.css';

interface Contact {
  readonly name?: string | null | undefined;
  readonly address?: Partial<Stripe.Address> | null | undefined;
}

/** A contact's lines as on an envelope in its country; empty if nothing is known. */
export function linesOf({ name, address }: Contact, locale: string): readonly string[] {
  const country = address?.country ?? '';
  const lines = formatAddress({
    name: name ?? '',
    postalCountry: country,
    administrativeArea: address?.state ?? '',
    locality: address?.city ?? '',
    postalCode: address?.postal_code ?? '',
    addressLines: [address?.line1 ?? '', address?.line2 ?? ''].filter((line) => line !== ''),
  });
  return [...lines, countryIn(locale, country)].filter((line) => line.trim() !== '');
}

/** The name of an ISO 3166-1 alpha-2 code; anything else stays as it is. */
function countryIn(locale: string, code: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Renders a contact's lines; renders nothing if nothing is known, so that the row is left out. */
export function useAddress(): (contact: Contact | null | undefined) => ReactNode {
  const locale = localeOf(useLocale());
  return (contact) => {
    const lines = linesOf(contact ?? {}, locale);
    return lines.length > 0 && <address className={css.address}>{lines.join('\n')}</address>;
  };
}

import type { ShownConsent } from '@onfile/shared/save-payment-method.ts';
import type { ConsentEntry } from './entry.ts';
import { hashOfWords } from './words.ts';

/** What is known of the buyer's agreement when an attempt begins: the journal's entry is made of it if the card is saved. */
export interface StatedConsent {
  readonly source: ConsentEntry['source'];
  readonly language: string | null;
  /** Which version of Onfile's texts the element showed; null for words that only the merchant knows. */
  readonly textsVersion: string | null;
  /** Whether the terms of charging later were shown. */
  readonly termsShown: boolean;
  /** SHA-256, in hex, of the words that the element found in view when the buyer agreed; null for none. */
  readonly seenWords?: string | null;
}

/** A browser's word is the element's or the merchant's page; without one the merchant's server saved by itself. */
export function statedConsent(shown: ShownConsent | undefined): StatedConsent {
  const byElement = shown?.source === 'element';
  return {
    source: shown?.source ?? 'server',
    language: shown?.language ?? null,
    textsVersion: byElement ? (shown.texts_version ?? null) : null,
    termsShown: byElement && shown.terms_shown === true,
    // Kept as a hash: the journal holds the account's own words, and whether they were these.
    seenWords: byElement && shown.in_view === true ? hashOfWords(shown.words ?? '') : null,
  };
}

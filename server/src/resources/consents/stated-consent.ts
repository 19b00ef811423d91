import type { ShownConsent } from '@onfile/shared/save-payment-method.ts';
import type { ConsentEntry } from './entry.ts';
import { hashOfWords } from './words.ts';

/** What is known of the buyer's consent when an attempt begins; becomes the journal's entry if the card is saved. */
export interface StatedConsent {
  readonly source: ConsentEntry['source'];
  readonly language: string | null;
  /** Which version of Onfile's texts the element showed; null for words that only the merchant knows. */
  readonly textsVersion: string | null;
  /** Whether the terms for later charges were shown. */
  readonly termsShown: boolean;
  /** SHA-256, in hex, of the words that the element found in view when the buyer agreed; null if there were none. */
  readonly seenWords?: string | null;
}

/** A browser speaks for the element or the merchant's page; without either, the merchant's server saved by itself. */
export function statedConsent(shown: ShownConsent | undefined): StatedConsent {
  const byElement = shown?.source === 'element';
  return {
    source: shown?.source ?? 'server',
    language: shown?.language ?? null,
    textsVersion: byElement ? (shown.texts_version ?? null) : null,
    termsShown: byElement && shown.terms_shown === true,
    // Kept as a hash: the journal holds the account's own words, and whether these were the same.
    seenWords: byElement && shown.in_view === true ? hashOfWords(shown.words ?? '') : null,
  };
}

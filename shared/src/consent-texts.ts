/**
 * The words a buyer agrees to, by language and version. The element shows them, and the server records them in the consent
 * journal, from these same files (`consent-texts/`), so what is recorded is what was shown. Texts are never edited: a
 * change is a new version, and old versions stay for the records that name them.
 */
export interface ConsentTexts {
  /** The save box's label. */
  readonly saveLabel: string;
  /** Shown under the form when the card may be charged while the customer is away. `{business}` is the merchant's name. */
  readonly futureChargeTerms: string;
}

export const consentTextsVersion = '2026-11-23';

export function futureChargeTerms(texts: ConsentTexts, business: string): string {
  return texts.futureChargeTerms.replaceAll('{business}', business);
}

import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Save payment details for future purchases',
  futureChargeTerms:
    'By providing your card information, you allow {business} to charge your card for future payments in accordance with their terms.',
};

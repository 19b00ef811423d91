import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Spara betalningsuppgifter för framtida köp',
  futureChargeTerms:
    'Genom att ange dina kortuppgifter tillåter du att {business} debiterar ditt kort för framtida betalningar i enlighet med deras villkor.',
};

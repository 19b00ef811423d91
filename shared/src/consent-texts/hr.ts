import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Spremi podatke o plaćanju za buduće kupnje',
  futureChargeTerms:
    'Unosom podataka o kartici dopuštate da {business} tereti vašu karticu za buduća plaćanja u skladu sa svojim uvjetima.',
};

import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Uložit platební údaje pro budoucí nákupy',
  futureChargeTerms:
    'Poskytnutím údajů o kartě povolujete společnosti {business}, aby vaši kartu zatěžovala budoucími platbami v souladu se svými podmínkami.',
};

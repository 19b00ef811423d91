import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Uložiť platobné údaje pre budúce nákupy',
  futureChargeTerms:
    'Poskytnutím údajov o karte povoľujete spoločnosti {business}, aby vašu kartu zaťažovala budúcimi platbami v súlade so svojimi podmienkami.',
};

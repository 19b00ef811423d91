import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Salvați detaliile de plată pentru achiziții viitoare',
  futureChargeTerms:
    'Prin furnizarea informațiilor cardului, permiteți {business} să vă debiteze cardul pentru plăți viitoare, în conformitate cu termenii săi.',
};

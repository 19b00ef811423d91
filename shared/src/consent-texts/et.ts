import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Salvesta makseandmed tulevaste ostude jaoks',
  futureChargeTerms:
    'Kaardiandmeid esitades lubate ettevõttel {business} võtta teie kaardilt tulevasi makseid vastavalt tema tingimustele.',
};

import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Issejvja d-dettalji tal-ħlas għal xiri fil-ġejjieni',
  futureChargeTerms:
    'Billi tipprovdi l-informazzjoni tal-karta tiegħek, tippermetti lil {business} jieħu ħlasijiet futuri mill-karta tiegħek skont it-termini tiegħu.',
};

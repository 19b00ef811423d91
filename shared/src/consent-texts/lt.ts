import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Išsaugoti mokėjimo duomenis būsimiems pirkiniams',
  futureChargeTerms:
    'Pateikdami kortelės duomenis leidžiate, kad {business} nuskaičiuotų būsimus mokėjimus iš jūsų kortelės pagal savo sąlygas.',
};

import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Saglabāt maksājuma datus turpmākiem pirkumiem',
  futureChargeTerms:
    'Norādot kartes informāciju, jūs atļaujat {business} iekasēt no jūsu kartes turpmākos maksājumus saskaņā ar tā noteikumiem.',
};

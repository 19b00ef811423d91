import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Tallenna maksutiedot tulevia ostoksia varten',
  futureChargeTerms:
    'Antamalla korttitietosi sallit, että {business} veloittaa korttiasi tulevista maksuista ehtojensa mukaisesti.',
};

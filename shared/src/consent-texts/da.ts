import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Gem betalingsoplysninger til fremtidige køb',
  futureChargeTerms:
    'Ved at angive dine kortoplysninger giver du {business} tilladelse til at opkræve fremtidige betalinger på dit kort i overensstemmelse med deres vilkår.',
};

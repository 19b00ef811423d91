import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Betaalgegevens opslaan voor toekomstige aankopen',
  futureChargeTerms:
    'Door je kaartgegevens op te geven, sta je {business} toe je kaart te belasten voor toekomstige betalingen volgens de voorwaarden van {business}.',
};

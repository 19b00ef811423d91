import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Zapisz dane płatnicze na potrzeby przyszłych zakupów',
  futureChargeTerms:
    'Podając dane karty, zezwalasz {business} na obciążanie karty przyszłymi płatnościami zgodnie z warunkami tej firmy.',
};

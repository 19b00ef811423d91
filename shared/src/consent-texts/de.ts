import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Zahlungsdaten für künftige Einkäufe speichern',
  futureChargeTerms:
    'Mit der Angabe Ihrer Kartendaten erlauben Sie {business}, Ihre Karte gemäß den geltenden Bedingungen für künftige Zahlungen zu belasten.',
};

import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Salva i dati di pagamento per acquisti futuri',
  futureChargeTerms:
    'Fornendo i dati della tua carta, autorizzi {business} ad addebitare sulla carta i pagamenti futuri in conformità con i suoi termini.',
};

import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Lagre betalingsinformasjon for fremtidige kjøp',
  futureChargeTerms:
    'Ved å oppgi kortinformasjonen din tillater du at {business} belaster kortet ditt for fremtidige betalinger i samsvar med deres vilkår.',
};

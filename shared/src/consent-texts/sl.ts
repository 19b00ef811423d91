import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Shrani podatke za plačilo za prihodnje nakupe',
  futureChargeTerms:
    'Z vnosom podatkov o kartici dovoljujete, da {business} bremeni vašo kartico za prihodnja plačila v skladu s svojimi pogoji.',
};

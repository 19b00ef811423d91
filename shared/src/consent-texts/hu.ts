import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Fizetési adatok mentése a későbbi vásárlásokhoz',
  futureChargeTerms:
    'A kártyaadatok megadásával engedélyezi, hogy a(z) {business} a feltételeinek megfelelően a jövőbeli fizetésekkel megterhelje a kártyáját.',
};

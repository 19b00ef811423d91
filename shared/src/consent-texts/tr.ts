import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Ödeme bilgilerini gelecekteki alışverişler için kaydet',
  futureChargeTerms:
    'Kart bilgilerinizi vererek {business} işletmesinin kendi şartlarına uygun olarak gelecekteki ödemeleri kartınızdan tahsil etmesine izin vermiş olursunuz.',
};

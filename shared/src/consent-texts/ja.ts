import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: '今後の購入のために支払い情報を保存する',
  futureChargeTerms:
    'カード情報を提供することにより、{business} がその規約に従って今後の支払いをお客様のカードに請求することを許可します。',
};

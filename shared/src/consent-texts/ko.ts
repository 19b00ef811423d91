import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: '향후 구매를 위해 결제 정보 저장',
  futureChargeTerms:
    '카드 정보를 제공하면 {business}이(가) 약관에 따라 향후 결제 금액을 카드에 청구하는 것을 허용하게 됩니다.',
};

import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: '儲存付款資料以供日後購物使用',
  futureChargeTerms: '提供卡片資訊即表示您允許 {business} 依其條款就未來的付款向您的卡片收費。',
};

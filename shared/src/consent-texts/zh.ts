import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: '保存付款信息以便日后购买',
  futureChargeTerms: '提供银行卡信息即表示您允许 {business} 根据其条款就未来的付款从您的卡中扣款。',
};

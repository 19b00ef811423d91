import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Lưu thông tin thanh toán cho các lần mua sau',
  futureChargeTerms:
    'Khi cung cấp thông tin thẻ, bạn cho phép {business} tính phí vào thẻ của bạn cho các khoản thanh toán trong tương lai theo điều khoản của họ.',
};

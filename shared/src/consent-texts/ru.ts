import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Сохранить платёжные данные для будущих покупок',
  futureChargeTerms:
    'Указывая данные карты, вы разрешаете {business} списывать с неё будущие платежи в соответствии с условиями этой компании.',
};

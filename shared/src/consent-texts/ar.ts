import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'حفظ بيانات الدفع لعمليات الشراء المستقبلية',
  futureChargeTerms:
    'بتقديم معلومات بطاقتك، فإنك تسمح لـ {business} بخصم المدفوعات المستقبلية من بطاقتك وفقًا لشروطها.',
};

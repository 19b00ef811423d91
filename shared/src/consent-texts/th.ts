import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'บันทึกรายละเอียดการชำระเงินสำหรับการซื้อครั้งต่อไป',
  futureChargeTerms:
    'การให้ข้อมูลบัตรของคุณถือว่าคุณอนุญาตให้ {business} เรียกเก็บเงินจากบัตรของคุณสำหรับการชำระเงินในอนาคตตามข้อกำหนดของร้านค้า',
};

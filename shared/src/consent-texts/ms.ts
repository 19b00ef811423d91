import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Simpan butiran pembayaran untuk pembelian akan datang',
  futureChargeTerms:
    'Dengan memberikan maklumat kad anda, anda membenarkan {business} mengecaj kad anda untuk pembayaran akan datang mengikut terma mereka.',
};

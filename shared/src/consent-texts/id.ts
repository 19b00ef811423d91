import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Simpan detail pembayaran untuk pembelian berikutnya',
  futureChargeTerms:
    'Dengan memberikan informasi kartu Anda, Anda mengizinkan {business} menagih kartu Anda untuk pembayaran di masa mendatang sesuai dengan ketentuannya.',
};

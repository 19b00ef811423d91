import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'I-save ang mga detalye ng pagbabayad para sa mga susunod na pagbili',
  futureChargeTerms:
    'Sa pagbibigay ng impormasyon ng iyong card, pinapayagan mo ang {business} na singilin ang iyong card para sa mga pagbabayad sa hinaharap alinsunod sa kanilang mga tuntunin.',
};

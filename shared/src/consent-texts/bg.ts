import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Запазване на данните за плащане за бъдещи покупки',
  futureChargeTerms:
    'С предоставянето на данните на картата си разрешавате на {business} да таксува картата ви за бъдещи плащания в съответствие с нейните условия.',
};

import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Guardar os dados de pagamento para compras futuras',
  futureChargeTerms:
    'Ao fornecer os dados do seu cartão, você autoriza {business} a cobrar pagamentos futuros no seu cartão de acordo com os respectivos termos.',
};

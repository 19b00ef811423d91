import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Guardar los datos de pago para futuras compras',
  futureChargeTerms:
    'Al facilitar los datos de tu tarjeta, permites que {business} realice cargos en ella por pagos futuros de acuerdo con sus condiciones.',
};

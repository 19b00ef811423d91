import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Enregistrer mes coordonnées bancaires pour de futurs achats',
  futureChargeTerms:
    'En fournissant vos informations de carte bancaire, vous autorisez {business} à débiter votre carte pour de futurs paiements conformément à ses conditions.',
};

/**
 * The words a buyer agrees to, by language and version. The element shows them and the server records them in
 * the consent journal from this same table, so that what is recorded is what was shown. Texts are never edited:
 * a change is a new version, and old versions stay for the records that name them.
 */
export const languages = ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'ja'] as const;
export type Language = (typeof languages)[number];

export interface ConsentTexts {
  /** The save box's label. */
  readonly saveLabel: string;
  /** Shown under the form when the card may be charged while the customer is away. `{business}` is the merchant's name. */
  readonly futureChargeTerms: string;
}

export const consentTextsVersion = '2026-11-23';

export const consentTexts: Readonly<Record<Language, ConsentTexts>> = {
  en: {
    saveLabel: 'Save payment details for future purchases',
    futureChargeTerms:
      'By providing your card information, you allow {business} to charge your card for future payments in accordance with their terms.',
  },
  fr: {
    saveLabel: 'Enregistrer mes coordonnées bancaires pour de futurs achats',
    futureChargeTerms:
      'En fournissant vos informations de carte bancaire, vous autorisez {business} à débiter votre carte pour de futurs paiements conformément à ses conditions.',
  },
  de: {
    saveLabel: 'Zahlungsdaten für künftige Einkäufe speichern',
    futureChargeTerms:
      'Mit der Angabe Ihrer Kartendaten erlauben Sie {business}, Ihre Karte gemäß den geltenden Bedingungen für künftige Zahlungen zu belasten.',
  },
  es: {
    saveLabel: 'Guardar los datos de pago para futuras compras',
    futureChargeTerms:
      'Al facilitar los datos de tu tarjeta, permites que {business} realice cargos en ella por pagos futuros de acuerdo con sus condiciones.',
  },
  it: {
    saveLabel: 'Salva i dati di pagamento per acquisti futuri',
    futureChargeTerms:
      'Fornendo i dati della tua carta, autorizzi {business} ad addebitare sulla carta i pagamenti futuri in conformità con i suoi termini.',
  },
  pt: {
    saveLabel: 'Guardar os dados de pagamento para compras futuras',
    futureChargeTerms:
      'Ao fornecer os dados do seu cartão, você autoriza {business} a cobrar pagamentos futuros no seu cartão de acordo com os respectivos termos.',
  },
  nl: {
    saveLabel: 'Betaalgegevens opslaan voor toekomstige aankopen',
    futureChargeTerms:
      'Door je kaartgegevens op te geven, sta je {business} toe je kaart te belasten voor toekomstige betalingen volgens de voorwaarden van {business}.',
  },
  ja: {
    saveLabel: '今後の購入のために支払い情報を保存する',
    futureChargeTerms:
      'カード情報を提供することにより、{business} がその規約に従って今後の支払いをお客様のカードに請求することを許可します。',
  },
};

/** The supported language of a BCP 47 tag, English when there is none. */
export function languageOf(tag: string | null | undefined): Language {
  const primary = (tag ?? '').toLowerCase().split('-')[0];
  return languages.find((language) => language === primary) ?? 'en';
}

export function futureChargeTerms(language: Language, business: string): string {
  return consentTexts[language].futureChargeTerms.replaceAll('{business}', business);
}

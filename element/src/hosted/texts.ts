import type { Language } from '@onfile/shared/consent-texts.ts';

/** Every word of the checkout page around the element. */
export interface HostedTexts {
  readonly summary: string;
  readonly payBusiness: string;
  readonly setupTitle: string;
  readonly quantity: string;
  readonly fewer: string;
  readonly more: string;
  readonly total: string;
  readonly back: string;
  readonly testMode: string;
  readonly card: string;
  readonly pay: string;
  readonly book: string;
  readonly donate: string;
  readonly subscribe: string;
  readonly saveCard: string;
  readonly processing: string;
  readonly agree: string;
  readonly agreementMissing: string;
  readonly unknownTitle: string;
  readonly unknownText: string;
  readonly unreachableTitle: string;
  readonly unreachableText: string;
  readonly completeTitle: string;
  readonly completeText: string;
  readonly expiredTitle: string;
  readonly expiredText: string;
}

const loading: Readonly<Record<Language, () => Promise<{ readonly hosted: HostedTexts }>>> = {
  en: () => import('./texts/en.ts'),
  fr: () => import('./texts/fr.ts'),
  de: () => import('./texts/de.ts'),
  es: () => import('./texts/es.ts'),
  it: () => import('./texts/it.ts'),
  pt: () => import('./texts/pt.ts'),
  nl: () => import('./texts/nl.ts'),
  ja: () => import('./texts/ja.ts'),
};

export async function loadHostedTexts(language: Language): Promise<HostedTexts> {
  return (await loading[language]()).hosted;
}

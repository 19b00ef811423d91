import type { Language } from '@onfile/shared/languages.ts';

/** Every text on the checkout page outside the element. */
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
  ar: () => import('./texts/ar.ts'),
  bg: () => import('./texts/bg.ts'),
  cs: () => import('./texts/cs.ts'),
  da: () => import('./texts/da.ts'),
  de: () => import('./texts/de.ts'),
  el: () => import('./texts/el.ts'),
  en: () => import('./texts/en.ts'),
  es: () => import('./texts/es.ts'),
  et: () => import('./texts/et.ts'),
  fi: () => import('./texts/fi.ts'),
  fil: () => import('./texts/fil.ts'),
  fr: () => import('./texts/fr.ts'),
  he: () => import('./texts/he.ts'),
  hr: () => import('./texts/hr.ts'),
  hu: () => import('./texts/hu.ts'),
  id: () => import('./texts/id.ts'),
  it: () => import('./texts/it.ts'),
  ja: () => import('./texts/ja.ts'),
  ko: () => import('./texts/ko.ts'),
  lt: () => import('./texts/lt.ts'),
  lv: () => import('./texts/lv.ts'),
  ms: () => import('./texts/ms.ts'),
  mt: () => import('./texts/mt.ts'),
  nb: () => import('./texts/nb.ts'),
  nl: () => import('./texts/nl.ts'),
  pl: () => import('./texts/pl.ts'),
  pt: () => import('./texts/pt.ts'),
  ro: () => import('./texts/ro.ts'),
  ru: () => import('./texts/ru.ts'),
  sk: () => import('./texts/sk.ts'),
  sl: () => import('./texts/sl.ts'),
  sv: () => import('./texts/sv.ts'),
  th: () => import('./texts/th.ts'),
  tr: () => import('./texts/tr.ts'),
  vi: () => import('./texts/vi.ts'),
  zh: () => import('./texts/zh.ts'),
  'zh-Hant': () => import('./texts/zh-Hant.ts'),
};

export async function loadHostedTexts(language: Language): Promise<HostedTexts> {
  return (await loading[language]()).hosted;
}

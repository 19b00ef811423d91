import type { ConsentTexts } from '@onfile/shared/consent-texts.ts';
import { directionOf, type Language, languageOf } from '@onfile/shared/languages.ts';
import { localeFrom } from '@onfile/shared/locale.ts';
import { texts as en } from './en.ts';

/** Every word that the element shows. A language that misses one does not compile. */
export interface Texts {
  readonly consent: ConsentTexts;
  /** The way to pay, as the accordion calls it. */
  readonly card: string;
  readonly cardInformation: string;
  readonly cardNumber: string;
  readonly expirationDate: string;
  /** How it is written, month first, as cards have it. Fields of digits run from left to right everywhere. */
  readonly expiryHint: string;
  readonly securityCode: string;
  readonly country: string;
  readonly zipCode: string;
  readonly postalCode: string;
  readonly name: string;
  readonly nameHint: string;
  readonly email: string;
  readonly phone: string;
  readonly savedCards: string;
  readonly newCard: string;
  readonly viewMore: string;
  readonly expires: string;
  readonly expired: string;
  readonly endingIn: string;
  readonly moreOptions: string;
  readonly edit: string;
  readonly editCard: string;
  /** What was edited. */
  readonly save: string;
  readonly remove: string;
  readonly removeQuestion: string;
  readonly cancel: string;
  readonly cardBrand: string;
  readonly numberIncomplete: string;
  readonly numberInvalid: string;
  readonly expiryIncomplete: string;
  readonly expiryPast: string;
  readonly expiryYearPast: string;
  readonly expiryYearInvalid: string;
  readonly expiryInvalid: string;
  readonly codeIncomplete: string;
  readonly postalIncomplete: string;
  readonly nameIncomplete: string;
  readonly emailIncomplete: string;
  readonly emailInvalid: string;
  readonly phoneIncomplete: string;
  readonly connectionLost: string;
}

const others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ readonly texts: Texts }>>> = {
  ar: () => import('./ar.ts'),
  bg: () => import('./bg.ts'),
  cs: () => import('./cs.ts'),
  da: () => import('./da.ts'),
  de: () => import('./de.ts'),
  el: () => import('./el.ts'),
  es: () => import('./es.ts'),
  et: () => import('./et.ts'),
  fi: () => import('./fi.ts'),
  fil: () => import('./fil.ts'),
  fr: () => import('./fr.ts'),
  he: () => import('./he.ts'),
  hr: () => import('./hr.ts'),
  hu: () => import('./hu.ts'),
  id: () => import('./id.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  lt: () => import('./lt.ts'),
  lv: () => import('./lv.ts'),
  ms: () => import('./ms.ts'),
  mt: () => import('./mt.ts'),
  nb: () => import('./nb.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  ro: () => import('./ro.ts'),
  ru: () => import('./ru.ts'),
  sk: () => import('./sk.ts'),
  sl: () => import('./sl.ts'),
  sv: () => import('./sv.ts'),
  th: () => import('./th.ts'),
  tr: () => import('./tr.ts'),
  vi: () => import('./vi.ts'),
  zh: () => import('./zh.ts'),
  'zh-Hant': () => import('./zh-Hant.ts'),
};

/** Of a locale, or of the browser for 'auto'. */
export function languageFor(locale: string): Language {
  return languageOf(localeFrom(locale, navigator.language));
}

/** The document is in that language, and reads in its direction. */
export function speak(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** English is there at once; another language is loaded when it is asked for. */
export async function loadTexts(language: Language): Promise<Texts> {
  return language === 'en' ? en : (await others[language]()).texts;
}

/** `{last4}` and its kin filled in. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);
}

import { type Language, languageOf } from '@onfile/shared/consent-texts.ts';
import { localeFrom } from '@onfile/shared/locale.ts';
import { en } from './en.ts';

/** Every word that the element shows, beside the consent texts. A language that misses one does not compile. */
export interface Texts {
  readonly cardNumber: string;
  readonly expirationDate: string;
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

const others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Texts>>> = {
  fr: async () => (await import('./fr.ts')).fr,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  it: async () => (await import('./it.ts')).it,
  pt: async () => (await import('./pt.ts')).pt,
  nl: async () => (await import('./nl.ts')).nl,
  ja: async () => (await import('./ja.ts')).ja,
};

/** Of a locale, or of the browser for 'auto'. */
export function languageFor(locale: string): Language {
  return languageOf(localeFrom(locale, navigator.language));
}

/** English is there at once; another language is loaded when it is asked for. */
export async function loadTexts(language: Language): Promise<Texts> {
  return language === 'en' ? en : others[language]();
}

/** `{last4}` and its kin filled in. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);
}

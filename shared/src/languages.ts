import { knownLocale } from './locale.ts';

/** The languages that texts are written in. `zh` uses simplified characters. */
export const languages = [
  'ar',
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fi',
  'fil',
  'fr',
  'he',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'mt',
  'nb',
  'nl',
  'pl',
  'pt',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'vi',
  'zh',
  'zh-Hant',
] as const;
export type Language = (typeof languages)[number];

/** Unspecified Norwegian is Bokmål, and Nynorsk falls back to Norwegian. Source: CLDR. */
const parents: Readonly<Record<string, string>> = { nn: 'nb', no: 'nb' };

/**
 * The language in which a locale's texts are shown, following CLDR's chain of parents: the region is dropped first, and a
 * script that is not the language's usual one never falls back to it. English if there is none or the locale is unreadable.
 */
export function languageOf(locale: string | null | undefined): Language {
  const known = knownLocale(locale);
  if (known === null) return 'en';
  const { language, script } = new Intl.Locale(known).maximize();
  const usual = script === new Intl.Locale(language).maximize().script;
  const chain = [`${language}-${script}`, ...(usual ? [parents[language] ?? language] : [])];
  return languages.find((one) => chain.includes(one)) ?? 'en';
}

/** As the `dir` attribute expects it. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' || language === 'he' ? 'rtl' : 'ltr';
}

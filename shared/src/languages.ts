import { knownLocale } from './locale.ts';

/** What there are words in. `zh` is written in simplified characters. */
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

/** Norwegian is written as Bokmål where nothing else is said, and Nynorsk's parent is Norwegian. Source: CLDR. */
const parents: Readonly<Record<string, string>> = { nn: 'nb', no: 'nb' };

/**
 * The language whose words a locale is shown in, by CLDR's chain of parents: the region goes first, and a script that is
 * not the language's usual one never falls back to it. English where there is none, or nothing that can be read.
 */
export function languageOf(locale: string | null | undefined): Language {
  const known = knownLocale(locale);
  if (known === null) return 'en';
  const { language, script } = new Intl.Locale(known).maximize();
  const usual = script === new Intl.Locale(language).maximize().script;
  const chain = [`${language}-${script}`, ...(usual ? [parents[language] ?? language] : [])];
  return languages.find((one) => chain.includes(one)) ?? 'en';
}

/** As the attribute `dir` has it. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' || language === 'he' ? 'rtl' : 'ltr';
}

import { directionOf, type Language, languageOf, languages } from '@onfile/shared/languages.ts';
import type { CheckoutLocale, StripeElementLocale } from '@stripe/stripe-js';
import { describe, expect, it, vi } from 'vitest';
import { warnOfFallback } from './locales.ts';

/** Every code that the types name, and the language it is shown in. */
const expected: Readonly<Record<Exclude<StripeElementLocale | CheckoutLocale, 'auto'>, Language>> = {
  ar: 'ar',
  bg: 'bg',
  cs: 'cs',
  da: 'da',
  de: 'de',
  el: 'el',
  en: 'en',
  'en-AU': 'en',
  'en-CA': 'en',
  'en-GB': 'en',
  'en-NZ': 'en',
  es: 'es',
  'es-419': 'es',
  'es-ES': 'es',
  et: 'et',
  fi: 'fi',
  fil: 'fil',
  fr: 'fr',
  'fr-CA': 'fr',
  'fr-FR': 'fr',
  he: 'he',
  hr: 'hr',
  hu: 'hu',
  id: 'id',
  it: 'it',
  'it-IT': 'it',
  ja: 'ja',
  ko: 'ko',
  lt: 'lt',
  lv: 'lv',
  ms: 'ms',
  mt: 'mt',
  nb: 'nb',
  nl: 'nl',
  no: 'nb',
  pl: 'pl',
  pt: 'pt',
  'pt-BR': 'pt',
  ro: 'ro',
  ru: 'ru',
  sk: 'sk',
  sl: 'sl',
  sv: 'sv',
  th: 'th',
  tr: 'tr',
  vi: 'vi',
  zh: 'zh',
  'zh-HK': 'zh-Hant',
  'zh-TW': 'zh-Hant',
};

describe('the language of a locale', () => {
  it.each(Object.entries(expected))('%s is shown in %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });

  it.each([
    ['de-AT', 'de'],
    ['pt-PT', 'pt'],
    ['nn-NO', 'nb'],
    ['iw', 'he'],
    ['tl', 'fil'],
    ['zh-CN', 'zh'],
    ['zh-Hans-HK', 'zh'],
    ['zh-Hant', 'zh-Hant'],
    ['zh-MO', 'zh-Hant'],
    // A script other than the language's usual one is another language to read.
    ['ru-Latn', 'en'],
    ['ko_KR.UTF-8', 'ko'],
    ['sw', 'en'],
    ['C', 'en'],
    [null, 'en'],
  ])('%s, as CLDR has it, in %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });

  it('is itself for each supported language, in one of two directions', () => {
    expect(languages.map(languageOf)).toEqual(languages);
    expect(languages.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar', 'he']);
  });

  it('is warned of once if it differs', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    for (const locale of ['auto', 'de', 'es-ES', 'pt-BR', 'no', 'zh-TW', 'en-US']) warnOfFallback(locale);
    expect(warn).not.toHaveBeenCalled();
    for (const locale of ['en-GB', 'fr-CA', 'en-GB', 'sw', 'C']) warnOfFallback(locale);
    expect(warn.mock.calls.flat()).toEqual([
      'There are no texts for the locale en-GB: those for en are shown.',
      'There are no texts for the locale fr-CA: those for fr are shown.',
      'There are no texts for the locale sw: those for en are shown.',
      "C is not a supported locale: the browser's own is used.",
    ]);
    warn.mockRestore();
  });
});

import { knownLocale } from '@onfile/shared/locale.ts';
import { en, type Messages } from './en.ts';

export const languages = ['en', 'fr', 'de', 'es'] as const;
export type Language = (typeof languages)[number];

/** Each language's own name for itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
};

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
    Locale: Language;
  }
}

const stored = 'onfile.language';

function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((language) => language === text);
}

export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(stored);
  if (isLanguage(chosen)) return chosen;
  return browserLocales().map(languageIn).find(isLanguage) ?? 'en';
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(stored, language);
}

/** English is part of the first load; the others are loaded on demand. */
export async function messagesOf(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return en;
    case 'fr':
      return (await import('./fr.ts')).fr;
    case 'de':
      return (await import('./de.ts')).de;
    case 'es':
      return (await import('./es.ts')).es;
  }
}

/** The browser's own variant of the language, so that dates and numbers look familiar. */
export function localeOf(language: Language): string {
  return browserLocales().find((locale) => languageIn(locale) === language) ?? language;
}

function browserLocales(): string[] {
  return navigator.languages.flatMap((given) => knownLocale(given) ?? []);
}

function languageIn(locale: string): string {
  return new Intl.Locale(locale).language;
}

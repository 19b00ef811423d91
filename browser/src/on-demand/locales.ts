import { languageOf } from '@onfile/shared/languages.ts';
import { knownLocale } from '@onfile/shared/locale.ts';

const told = new Set<string>();

/** Warns once of a locale that a page asks for and that is shown in another language's texts. */
export function warnOfFallback(locale: string): void {
  if (locale === 'auto' || told.has(locale)) return;
  told.add(locale);
  const known = knownLocale(locale);
  const language = languageOf(known);
  if (known === null) console.warn(`${locale} is not a supported locale: the browser's own is used.`);
  else if (wholeOf(known) !== wholeOf(language)) {
    console.warn(`There are no texts for the locale ${locale}: those for ${language} are shown.`);
  }
}

/** Fills in what goes without saying: `pt` is `pt-Latn-BR`, and Norwegian is Bokmål. */
function wholeOf(locale: string): string {
  const { baseName, language } = new Intl.Locale(locale).maximize();
  return language === 'no' ? baseName.replace('no', 'nb') : baseName;
}

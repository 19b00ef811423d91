import { languages } from '@onfile/shared/languages.ts';
import { describe, expect, it } from 'vitest';
import { loadHostedTexts } from '../hosted/texts.ts';
import { loadTexts } from './texts.ts';

type Words = Readonly<Record<string, unknown>>;

const wordsOf = async (language: (typeof languages)[number]): Promise<Words> => {
  const { consent, ...texts } = await loadTexts(language);
  return { ...texts, ...consent, ...(await loadHostedTexts(language)) };
};
const holes = (words: Words) =>
  Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, [...new Set(String(text).match(/\{\w+\}/g))].sort()]),
  );

describe('the texts of each language', () => {
  it.each(languages)('%s has everything that English has', async (language) => {
    const words = await wordsOf(language);
    expect(holes(words)).toEqual(holes(await wordsOf('en')));
    for (const [name, text] of Object.entries(words)) expect(text, name).toMatch(/\S/);
  });

  it('are its own', async () => {
    const said = await Promise.all(
      languages.map(async (language) => (await wordsOf(language)).numberInvalid),
    );
    expect(new Set(said).size).toBe(languages.length);
  });
});

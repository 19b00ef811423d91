import { foldedText } from './folded-text.ts';

/** A shorter word is found only where another one begins with it. */
const partMin = 3;

/** The dots before a card's last digits. */
const dots = /[•·∙]+/g;

/** The words of a query, each once, in the form in which they are compared with texts. */
export function wordsOf(query: string): string[] {
  const folded = foldedText(query.replaceAll(dots, ' '));
  return folded === '' ? [] : [...new Set(folded.split(' '))];
}

/** A text of words as it is kept for comparison: each word has a space before it. */
export function searchedText(parts: Iterable<string | number | null | undefined>): string {
  const words = new Set<string>();
  for (const part of parts) {
    if (part !== null && part !== undefined) for (const word of wordsOf(String(part))) words.add(word);
  }
  return [...words].map((word) => ` ${word}`).join('');
}

/** `part`: found anywhere in a text; `beginning`: only at the start of a word. */
export function reachOf(word: string): 'part' | 'beginning' {
  return [...word].length < partMin ? 'beginning' : 'part';
}

/** The numbers under which the index knows a text: every beginning of a word, and every three consecutive characters. */
export function termsOfText(text: string): Set<number> {
  const terms = new Set<number>();
  for (const word of text.split(' ')) {
    if (word === '') continue;
    const characters = [...word];
    for (let length = 1; length < partMin; length += 1) {
      terms.add(termOf(`^${characters.slice(0, length).join('')}`));
    }
    for (const part of partsOf(characters)) terms.add(termOf(part));
  }
  return terms;
}

/** The numbers that every text with this word has. */
export function termsOfWord(word: string): number[] {
  return reachOf(word) === 'beginning' ? [termOf(`^${word}`)] : partsOf([...word]).map(termOf);
}

function partsOf(characters: readonly string[]): string[] {
  const parts: string[] = [];
  for (let at = 0; at + partMin <= characters.length; at += 1) {
    parts.push(characters.slice(at, at + partMin).join(''));
  }
  return parts;
}

/** 31 bits (FNV-1a); if two share a number, the text tells them apart. */
export function termOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 1;
}

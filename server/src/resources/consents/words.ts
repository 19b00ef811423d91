import { createHash } from 'node:crypto';
import type { ConsentEntry } from './entry.ts';

/** The words that a buyer reads, one text per line, in the form in which the element reports what it found in view. */
export function wordsOf(texts: NonNullable<ConsentEntry['texts']>): string {
  return [texts.save_label, texts.terms].filter((text) => text !== null).join('\n');
}

/** SHA-256 in hex. */
export function hashOfWords(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}

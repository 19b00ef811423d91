import { createHash } from 'node:crypto';
import type { ConsentEntry } from './entry.ts';

/** The words that a buyer reads, one text a line, as the element tells which ones it found in view. */
export function wordsOf(texts: NonNullable<ConsentEntry['texts']>): string {
  return [texts.save_label, texts.terms].filter((text) => text !== null).join('\n');
}

/** SHA-256 in hex. */
export function hashOfWords(words: string): string {
  return createHash('sha256').update(words).digest('hex');
}

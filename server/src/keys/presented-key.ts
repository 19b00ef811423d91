import { withoutCards } from '../redaction/without-cards.ts';

/** A key as a request presents it. Printing it never shows the whole key. */
export interface PresentedKey {
  readonly kind: 'secret' | 'restricted' | 'publishable';
  readonly livemode: boolean;
  /** What follows the prefix. */
  readonly body: string;
  /** `sk_test_****************1234`, as error messages show it. */
  readonly masked: string;
  reveal(): string;
}

const kinds = { sk: 'secret', rk: 'restricted', pk: 'publishable' } as const;

/** Null if the text does not have the form of a key; a card number never has it, however written. */
export function parseKey(text: string): PresentedKey | null {
  const match = /^(sk|rk|pk)_(test|live)_([A-Za-z0-9_]{3,240})$/.exec(text);
  if (match === null || withoutCards(text) !== text) return null;
  const [, prefix, mode, body] = match;
  if ((prefix !== 'sk' && prefix !== 'rk' && prefix !== 'pk') || body === undefined) return null;
  return {
    kind: kinds[prefix],
    livemode: mode === 'live',
    body,
    masked: maskKey(text),
    reveal: () => text,
  };
}

/** Keeps a known prefix and the last four characters. */
export function maskKey(text: string): string {
  const prefix = /^[a-z]{2}_(test|live)_/.exec(text)?.[0] ?? '';
  const rest = text.slice(prefix.length);
  if (rest.length <= 4) return `${prefix}${'*'.repeat(rest.length)}`;
  return `${prefix}${'*'.repeat(Math.min(rest.length - 4, 24))}${rest.slice(-4)}`;
}

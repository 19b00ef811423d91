/** The tokens of a CSS value. Escapes, comments, blocks, semicolons and `!` have none, so a value with them is refused. */
export type Token =
  | { readonly kind: 'space' }
  | { readonly kind: 'number'; readonly value: number; readonly unit: string }
  | { readonly kind: 'name' | 'function' | 'hash' | 'string' | 'sign'; readonly text: string };

/** Longer values are refused, even once their references are filled in. */
export const longestValue = 500;

const piece =
  /(\s+)|([+-]?(?:\d+(?:\.\d+)?|\.\d+))(%|[a-z]+)?|#([0-9a-f]{3,8})|"([^"\\\n]*)"|'([^'\\\n]*)'|(-{0,2}[a-z_\u0080-\uffff][\w\u0080-\uffff-]*)(\()?|([(),/*+-])/iy;

/** Null for a text with anything else in it. A single pass looks at each character once or twice. */
export function tokensOf(text: string): readonly Token[] | null {
  if (text.length > longestValue) return null;
  const tokens: Token[] = [];
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const match = piece.exec(text);
    if (match === null) return null;
    tokens.push(tokenOf(match));
  }
  return tokens;
}

function tokenOf([, space, number, unit, hash, double, single, name, opens, sign]: RegExpExecArray): Token {
  if (space !== undefined) return { kind: 'space' };
  if (number !== undefined)
    return { kind: 'number', value: Number(number), unit: (unit ?? '').toLowerCase() };
  if (hash !== undefined) return { kind: 'hash', text: hash };
  if (name !== undefined) return { kind: opens === undefined ? 'name' : 'function', text: name };
  if (sign !== undefined) return { kind: 'sign', text: sign };
  return { kind: 'string', text: double ?? single ?? '' };
}

/** Reads tokens in order; a grammar that does not fit puts them back. */
export class Words {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The next token that is not a space; null at the end. */
  next(): Token | null {
    while (this.#tokens[this.#at]?.kind === 'space') this.#at += 1;
    const token = this.#tokens[this.#at];
    if (token === undefined) return null;
    this.#at += 1;
    return token;
  }

  /** Whether the next token is this sign; if so, consumes it. */
  sign(text: string): boolean {
    return (
      this.attempt(() => {
        const token = this.next();
        return token?.kind === 'sign' && token.text === text ? true : null;
      }) === true
    );
  }

  get atEnd(): boolean {
    return (
      this.attempt(
        () => this.next() ?? 'end',
        () => true,
      ) === 'end'
    );
  }

  /** Reads by a grammar; if that returns null, nothing is consumed. With `peek`, nothing is consumed either way. */
  attempt<T>(grammar: (words: Words) => T | null, peek: () => boolean = () => false): T | null {
    const before = this.#at;
    const found = grammar(this);
    if (found === null || peek()) this.#at = before;
    return found;
  }
}

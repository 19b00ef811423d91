/** As many digits as a card number has, with spaces or dashes between them or without. */
const cardLike = /\d(?:[ -]?\d){11,}/g;

/** A text that may be shown or kept: what looks like a card number was put in the wrong place, and is not repeated. */
export function withoutCards(text: string): string {
  return text.replaceAll(cardLike, '[redacted]');
}

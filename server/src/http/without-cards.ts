import { brandCandidates } from '@onfile/shared/card-brands.ts';

/** As many digits as a card number has, with spaces or dashes between them or without. */
const longNumber = /\d(?:[ -]?\d){11,}/g;
const fewestDigits = 12;

/** A text that may be shown or kept: what looks like a card number was put in the wrong place, and is not repeated. */
export function withoutCards(text: string): string {
  return text.replaceAll(longNumber, (digits) => (mayHoldCard(digits) ? '[redacted]' : digits));
}

/** Whether some brand's numbers begin as a group of the digits does. A mistyped number is somebody's card as well. */
function mayHoldCard(text: string): boolean {
  const groups = text.split(/[ -]/);
  return groups.some((_, index) => {
    const digits = groups.slice(index).join('');
    return digits.length >= fewestDigits && brandCandidates(digits).length > 0;
  });
}

import { brandOf, cardBrands, networksOf } from '@onfile/shared/card-brands.ts';
import { CardNumber, SecurityCode } from '../../vault/card-number.ts';
import type { CardFacts, NamedCard } from '../network.ts';
import { aftermathCards } from './aftermath-cards.ts';
import { authenticatingCards } from './authenticating-cards.ts';
import { cardsByBrand, cardsByCountry } from './plain-cards.ts';
import { decliningCards, riskyCards } from './refusing-cards.ts';
import { countryInNumber, row, type TestCard, testCard } from './test-card.ts';

/** Every published test card. */
export const publishedCards = [
  ...cardsByBrand,
  ...cardsByCountry,
  ...decliningCards,
  ...riskyCards,
  ...aftermathCards,
  ...authenticatingCards,
];

const cardsByNumber: ReadonlyMap<string, TestCard> = new Map(
  publishedCards.map((published) => [published.number, testCard(published)]),
);
const numbersByName: ReadonlyMap<string, string> = new Map(
  publishedCards.flatMap(({ number, names }) => names.map((name) => [name, number])),
);

/** How the test issuer treats a number; null if it is not a test card. */
export function findTestCard(number: CardNumber): TestCard | null {
  const digits = number.reveal();
  const published = cardsByNumber.get(digits);
  if (published !== undefined) return published;
  return countryInNumber(digits) === null ? null : testCard(row(digits));
}

/** The card behind `pm_card_…` or `tok_…`; null for a name that is not published. */
export function findNamedCard(name: string): NamedCard | null {
  const digits = numbersByName.get(name.replace(/^(pm_card|tok)_/, ''));
  if (digits === undefined) return null;
  const length = cardBrands[brandOf(digits)].securityCodeLength;
  const number = CardNumber.parse(digits);
  const securityCode = SecurityCode.parse('1234'.slice(0, length));
  return typeof number === 'string' || typeof securityCode === 'string' ? null : { number, securityCode };
}

/** Public facts; country and funding are known only for test cards. */
export function cardFacts(number: CardNumber): CardFacts {
  const digits = number.reveal();
  const card = findTestCard(number);
  return {
    brand: brandOf(digits),
    networks: networksOf(digits),
    funding: card?.funding ?? 'unknown',
    country: card?.country ?? null,
  };
}

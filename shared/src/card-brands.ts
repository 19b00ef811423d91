import creditCardType from 'credit-card-type';

/** Stripe's names for card brands. */
export type CardBrand =
  | 'amex'
  | 'cartes_bancaires'
  | 'diners'
  | 'discover'
  | 'eftpos_au'
  | 'jcb'
  | 'mastercard'
  | 'unionpay'
  | 'unknown'
  | 'visa';

export interface BrandFacts {
  readonly displayName: string;
  /** The digit counts that a complete number may have, ascending. */
  readonly lengths: readonly number[];
  readonly securityCodeLength: 3 | 4;
}

export const cardBrands: Readonly<Record<CardBrand, BrandFacts>> = {
  amex: { displayName: 'American Express', lengths: [15], securityCodeLength: 4 },
  cartes_bancaires: { displayName: 'Cartes Bancaires', lengths: [16], securityCodeLength: 3 },
  diners: { displayName: 'Diners Club', lengths: [14, 16], securityCodeLength: 3 },
  discover: { displayName: 'Discover', lengths: [16], securityCodeLength: 3 },
  eftpos_au: { displayName: 'eftpos Australia', lengths: [16], securityCodeLength: 3 },
  jcb: { displayName: 'JCB', lengths: [16], securityCodeLength: 3 },
  mastercard: { displayName: 'Mastercard', lengths: [16], securityCodeLength: 3 },
  unionpay: { displayName: 'UnionPay', lengths: [16, 17, 18, 19], securityCodeLength: 3 },
  unknown: { displayName: 'Unknown', lengths: [12, 13, 14, 15, 16, 17, 18, 19], securityCodeLength: 3 },
  visa: { displayName: 'Visa', lengths: [16], securityCodeLength: 3 },
};

/** The range table's names for the brands that Stripe accepts. */
const brandNames: Readonly<Record<string, CardBrand>> = {
  'american-express': 'amex',
  'diners-club': 'diners',
  discover: 'discover',
  jcb: 'jcb',
  mastercard: 'mastercard',
  unionpay: 'unionpay',
  visa: 'visa',
};

/**
 * Ranges that two networks carry. Which of a bank's cards are co-badged is not public; these are the published test
 * cards.
 */
const coBadges: readonly (readonly [prefix: string, networks: readonly CardBrand[]])[] = [
  ['40000025000010', ['cartes_bancaires', 'visa']],
  ['55555525000010', ['cartes_bancaires', 'mastercard']],
  ['40000503600000', ['eftpos_au', 'visa']],
  ['55550503600000', ['eftpos_au', 'mastercard']],
];

/** The brands that a number beginning with `digits` can have; empty if no brand has such numbers. */
export function brandCandidates(digits: string): readonly CardBrand[] {
  return creditCardType(digits).flatMap(({ type }) => brandNames[type] ?? []);
}

/** The digit counts that numbers beginning with `digits` can have, whatever the brand; Visa's earliest had 13. */
export function cardLengths(digits: string): readonly number[] {
  return creditCardType(digits).flatMap(({ type, lengths }) =>
    type === 'visa' ? [13, ...lengths] : lengths,
  );
}

/** The one brand that `digits`, a number or its beginning, belongs to; `unknown` while several are possible. */
export function brandOf(digits: string): CardBrand {
  const [first, ...others] = brandCandidates(digits);
  return first === undefined || others.length > 0 ? 'unknown' : first;
}

/** All networks that can carry the card, in Stripe's order; co-badged cards have more than one. */
export function networksOf(digits: string): readonly CardBrand[] {
  return coBadges.find(([prefix]) => digits.startsWith(prefix))?.[1] ?? [brandOf(digits)];
}

/** Groups digits as they are printed on the card: `4242 4242 4242 4242`, `3782 822463 10005`. */
export function formatCardNumber(digits: string): string {
  const brand = brandOf(digits);
  // Diners Club numbers of 16 digits are processed, and printed, like Mastercard's.
  const fourSixRest = brand === 'amex' || (brand === 'diners' && digits.length <= 14);
  const groups = fourSixRest
    ? /^(\d{1,4})(\d{1,6})?(\d+)?$/
    : /^(\d{1,4})(\d{1,4})?(\d{1,4})?(\d{1,4})?(\d+)?$/;
  return (groups.exec(digits)?.slice(1) ?? [digits]).filter((group) => group !== undefined).join(' ');
}

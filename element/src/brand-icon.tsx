import { type CardBrand, cardBrands } from '@onfile/shared/card-brands.ts';

/** Plain marks of our own: the brand's colours and initials, not its logo. */
const marks: Readonly<Record<CardBrand, { readonly background: string; readonly text: string }>> = {
  amex: { background: '#1f6cb5', text: 'AMEX' },
  cartes_bancaires: { background: '#0a6a4d', text: 'CB' },
  diners: { background: '#2c5f8a', text: 'DC' },
  discover: { background: '#b8560b', text: 'DISC' },
  eftpos_au: { background: '#3b2a63', text: 'eftpos' },
  jcb: { background: '#1b5e20', text: 'JCB' },
  mastercard: { background: '#252525', text: '' },
  unionpay: { background: '#0b5561', text: 'UP' },
  unknown: { background: '#8a8d98', text: '' },
  visa: { background: '#1a1f71', text: 'VISA' },
};

export function displayName(brand: string): string {
  return isBrand(brand) ? cardBrands[brand].displayName : brand;
}

export function isBrand(text: string): text is CardBrand {
  return Object.hasOwn(marks, text);
}

/** Decorative: the brand is always said in words beside it. */
export function BrandIcon({ brand }: { readonly brand: string }) {
  const { background, text } = marks[isBrand(brand) ? brand : 'unknown'];
  return (
    <svg class="p-BrandIcon" viewBox="0 0 36 24" width="30" height="20" aria-hidden="true" focusable="false">
      <rect width="36" height="24" rx="4" fill={background} />
      {brand === 'mastercard' && (
        <g>
          <circle cx="14" cy="12" r="7" fill="#eb001b" />
          <circle cx="22" cy="12" r="7" fill="#f79e1b" fill-opacity="0.9" />
        </g>
      )}
      {brand === 'unknown' && (
        <g fill="#ffffff">
          <rect x="0" y="6" width="36" height="4" fill-opacity="0.6" />
          <rect x="5" y="15" width="12" height="3" rx="1" fill-opacity="0.9" />
        </g>
      )}
      {text !== '' && (
        <text
          x="18"
          y="12.5"
          text-anchor="middle"
          dominant-baseline="middle"
          fill="#ffffff"
          font-family="system-ui, sans-serif"
          font-size={text.length > 4 ? 9 : 10}
          font-weight="700"
        >
          {text}
        </text>
      )}
    </svg>
  );
}

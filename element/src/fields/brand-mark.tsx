import { type BrandShape, brandMarkSize, brandMarks } from '@onfile/shared/brand-marks.ts';
import { type CardBrand, cardBrands } from '@onfile/shared/card-brands.ts';

const { width, height } = brandMarkSize;

export function displayName(brand: string): string {
  return isBrand(brand) ? cardBrands[brand].displayName : brand;
}

function isBrand(text: string): text is CardBrand {
  return Object.hasOwn(brandMarks, text);
}

/** Decorative: text beside it always names the brand. */
export function BrandMark({ brand }: { readonly brand: string }) {
  return (
    <svg
      class="p-BrandMark"
      viewBox={`0 0 ${width} ${height}`}
      width="30"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      {brandMarks[isBrand(brand) ? brand : 'unknown'].map((shape) => (
        <path key={shape.d} d={shape.d} {...paintOf(shape)} />
      ))}
    </svg>
  );
}

function paintOf({ color, line }: BrandShape) {
  return line === undefined ? { fill: color } : { fill: 'none', stroke: color, 'stroke-width': line };
}

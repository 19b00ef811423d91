import { brandMarkSize, brandMarks } from '@onfile/shared/brand-marks.ts';
import type { ReactNode } from 'react';
import css from './ui.module.css';

const { width, height } = brandMarkSize;

/** Decorative: text beside it names the brand. */
export function BrandMark({ brand }: { readonly brand: string }): ReactNode {
  const shapes = Object.entries(brandMarks).find(([name]) => name === brand)?.[1] ?? brandMarks.unknown;
  return (
    <svg className={css.brandMark} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {shapes.map(({ d, color, line }) =>
        line === undefined ? (
          <path key={d} d={d} fill={color} />
        ) : (
          <path key={d} d={d} fill="none" stroke={color} strokeWidth={line} />
        ),
      )}
    </svg>
  );
}

import type { CardBrand } from './card-brands.ts';

/** One piece of a mark: a filled shape, or a line of a given width. */
export interface BrandShape {
  readonly d: string;
  readonly color: string;
  readonly line?: number;
}

/** The size of every mark, in the units of its shapes. */
export const brandMarkSize = { width: 36, height: 24 } as const;

const card = 'M4 0h28a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4Z';
/** A white card with an edge, so that it shows on white and on black. */
const white: readonly BrandShape[] = [
  { d: card, color: '#d8dce4' },
  {
    d: 'M4 .75h28A3.25 3.25 0 0 1 35.25 4v16A3.25 3.25 0 0 1 32 23.25H4A3.25 3.25 0 0 1 .75 20V4A3.25 3.25 0 0 1 4 .75Z',
    color: '#ffffff',
  },
];

function filled(color: string, ...paths: readonly string[]): readonly BrandShape[] {
  return paths.map((d) => ({ d, color }));
}

function lines(color: string, line: number, ...paths: readonly string[]): readonly BrandShape[] {
  return paths.map((d) => ({ d, color, line }));
}

function circle(color: string, x: number, y: number, r: number): BrandShape {
  return { d: `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`, color };
}

/** The brands' marks, drawn on a card of 36 by 24, back to front. Decorative: text names the brand. */
export const brandMarks: Readonly<Record<CardBrand, readonly BrandShape[]>> = {
  amex: [
    { d: card, color: '#016fd0' },
    ...filled(
      '#ffffff',
      'M2.8 15.5l3-7H8l3 7H8.7l-.5-1.3H5.6l-.5 1.3Zm4.1-5.1-.7 2.1h1.4Z',
      'M11.5 15.5v-7h2.8l1.7 4 1.7-4h2.8v7h-2v-4.3l-1.8 4.3h-1.4l-1.8-4.3v4.3Z',
      'M21.4 8.5h5v1.7h-3v1h2.9v1.6h-2.9v1h3v1.7h-5Z',
      'M26.5 15.5l2.4-3.5-2.3-3.5H29l1.2 1.9 1.2-1.9h2.3L31.4 12l2.4 3.5h-2.4l-1.3-2-1.3 2Z',
    ),
  ],
  cartes_bancaires: [
    { d: card, color: '#0b6ba8' },
    { d: 'M18.6 0H32a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4H18.6Z', color: '#1f9463' },
    ...filled(
      '#ffffff',
      'M17.9 11.5h-5.2v1h5.2v4.9h-4.5a7.1 5.4 0 0 1 0-10.8h4.5Z',
      'M19.3 6.6h7.3a2.45 2.45 0 0 1 0 4.9h-7.3Zm0 5.9h7.3a2.45 2.45 0 0 1 0 4.9h-7.3Z',
    ),
  ],
  diners: [
    ...white,
    circle('#0079be', 18, 12, 8.6),
    circle('#ffffff', 18, 12, 7),
    ...filled('#0079be', 'M16.5 6.9v10.2a5.4 5.4 0 0 1 0-10.2Z', 'M19.5 6.9a5.4 5.4 0 0 1 0 10.2Z'),
  ],
  discover: [
    ...white,
    { d: 'M35.25 14v6A3.25 3.25 0 0 1 32 23.25H15.5c7.9-1.6 14.6-4.8 19.75-9.25Z', color: '#f47216' },
    circle('#f47216', 19.7, 9.6, 2.5),
    ...lines(
      '#231f20',
      1,
      'M3.6 7.5v4.2h1.2a2.1 2.1 0 0 0 0-4.2Z',
      'M8.6 7v5.2',
      'M12.6 7.9c-.4-.3-.8-.4-1.2-.4-.7 0-1.1.4-1.1.9 0 1.4 2.5 1 2.5 2.3 0 .6-.5 1-1.3 1-.5 0-1-.2-1.4-.5',
      'M16.6 8a2.1 2.1 0 1 0 0 3.2',
      'M23 7.2l1.5 4.6L26 7.2',
      'M29.4 7.5h-2v4.2h2m-2-2.1h1.8',
      'M30.9 12.2V7.5h1a1.2 1.2 0 0 1 0 2.4h-1m1.1 0 1.2 2.3',
    ),
  ],
  eftpos_au: [
    ...white,
    { d: 'M4 .75h28A3.25 3.25 0 0 1 35.25 4v1.6H.75V4A3.25 3.25 0 0 1 4 .75Z', color: '#e4003a' },
    ...lines(
      '#231f5c',
      1.2,
      'M4.6 13.4h3.6a1.85 1.9 0 1 0-.6 1.4',
      'M10.4 15.6v-5a1.3 1.3 0 0 1 1.7-1.2m-2.6 2.4h2.4',
      'M14.2 9.4v5a1.1 1.1 0 0 0 1.5 1.1m-2.3-3.7h2.1',
      'M17.4 18.2v-6.5m0 1.9a1.9 1.9 0 1 1 0 .1',
      'M22.9 13.6a1.95 1.95 0 1 1 3.9 0a1.95 1.95 0 1 1-3.9 0',
      'M31.3 12.1c-.4-.3-.9-.5-1.4-.5-.7 0-1.2.3-1.2.9 0 1.4 2.8.7 2.8 2.2 0 .6-.6 1-1.4 1-.6 0-1.2-.2-1.6-.6',
    ),
  ],
  jcb: [
    ...white,
    ...filled('#0e4c96', 'M9.6 4h4.6v13.4a2.6 2.6 0 0 1-2.6 2.6H7V6.6A2.6 2.6 0 0 1 9.6 4Z'),
    ...filled('#d0112b', 'M17 4h4.6v13.4A2.6 2.6 0 0 1 19 20h-4.6V6.6A2.6 2.6 0 0 1 17 4Z'),
    ...filled('#0a8a43', 'M24.4 4H29v13.4a2.6 2.6 0 0 1-2.6 2.6h-4.6V6.6A2.6 2.6 0 0 1 24.4 4Z'),
    ...lines(
      '#ffffff',
      1.3,
      'M11.9 9.6v3.3a1.7 1.7 0 0 1-3.3.5',
      'M20 10.4a2.1 2.1 0 1 0 0 3.2',
      'M23.6 9.6v4.8h1.9a1.2 1.2 0 0 0 0-2.4h-1.9 1.7a1.2 1.2 0 0 0 0-2.4Z',
    ),
  ],
  mastercard: [
    { d: card, color: '#252525' },
    circle('#eb001b', 13.8, 12, 6.8),
    circle('#f79e1b', 22.2, 12, 6.8),
    ...filled('#ff5f00', 'M18 6.65a6.8 6.8 0 0 1 0 10.7a6.8 6.8 0 0 1 0-10.7Z'),
  ],
  unionpay: [
    ...white,
    ...filled('#e21836', 'M10.6 4h5.9l-3.1 14.4a2 2 0 0 1-2 1.6H5.6L8.7 5.5A2 2 0 0 1 10.6 4Z'),
    ...filled('#00447c', 'M17.3 4h5.9l-3.1 14.4a2 2 0 0 1-2 1.6h-5.8l3.1-14.5A2 2 0 0 1 17.3 4Z'),
    ...filled('#007b84', 'M24 4h6.4l-3.1 14.4a2 2 0 0 1-2 1.6H19l3.1-14.5A2 2 0 0 1 24 4Z'),
    ...lines(
      '#ffffff',
      1.2,
      'M11.5 9.2l-.8 3.8a1.6 1.6 0 0 0 3.2.6l.9-4.4',
      'M20.6 15.2l1.2-5.6h2.1a1.5 1.5 0 0 1-.3 3.1h-2.3',
    ),
  ],
  unknown: [
    { d: card, color: '#8a8d98' },
    { d: 'M0 6h36v4H0Z', color: '#c9cbd2' },
    { d: 'M6 15h10a1 1 0 0 1 0 3H6a1 1 0 0 1 0-3Z', color: '#ffffff' },
  ],
  visa: [
    ...white,
    ...filled(
      '#1434cb',
      'M5 7.8h3.4c.5 0 .8.2.9.7l1 5.1 2.4-5.8h2.5l-3.9 8.7H8.7L6.9 9.4c-.1-.4-.4-.6-.9-.8L4.9 8.2Z',
      'M16.2 7.8h2.4l-1.9 8.7h-2.4Z',
      'M25.3 8.1l-.4 1.9c-.7-.3-1.4-.5-2.1-.5-.8 0-1.2.3-1.2.6 0 1 3.2 1.1 3.2 3.4 0 1.9-1.7 3.2-4.1 3.2-1 0-1.9-.2-2.6-.5l.4-2c.7.4 1.6.6 2.4.6.7 0 1.3-.2 1.3-.7 0-1-3.1-1.1-3.1-3.3 0-1.8 1.6-3 3.9-3 .9 0 1.7.1 2.3.3Z',
      'M28 7.8h1.9c.4 0 .7.2.8.6l1.9 8.1h-2.2l-.3-1.3h-3l-.6 1.3H24l3.3-8.1c.2-.4.4-.6.7-.6Zm.7 2.6-1.2 3h1.9Z',
    ),
  ],
};

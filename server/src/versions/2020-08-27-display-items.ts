import type { Change } from './change.ts';

/** Before this, a Checkout Session showed what is bought as `display_items`. */
export const displayItems: Change = {
  version: '2020-08-27',
  description: '`display_items` of Checkout Sessions was replaced by `line_items`, which `expand` shows.',
  removes: { 'checkout.session': ['display_items'] },
};

import type { Change } from './change.ts';

const version = '2023-08-16';

/** Before this, whatever was bought at Checkout had to cost something. */
export const freeOrders: Change = {
  version,
  description: 'Checkout Sessions whose total is 0 are taken, and complete without a payment.',
};

export function takesFreeOrders(spoken: string): boolean {
  return spoken >= version;
}

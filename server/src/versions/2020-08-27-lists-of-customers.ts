import type { Change } from './change.ts';

/** Before this, a customer was shown with everything that belongs to them. */
export const listsOfCustomers: Change = {
  version: '2020-08-27',
  description: '`sources`, `subscriptions` and `tax_ids` of Customers are shown by `expand` only.',
  hides: { customer: ['sources', 'subscriptions', 'tax_ids'] },
};

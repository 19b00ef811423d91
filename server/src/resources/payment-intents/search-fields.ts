import type { SearchFields } from '../search.ts';

export const searchFields: SearchFields = {
  amount: { kind: 'number', column: 'amount' },
  created: { kind: 'number', column: 'created' },
  currency: { kind: 'text', column: 'currency' },
  customer: { kind: 'text', column: 'customer' },
  metadata: { kind: 'metadata' },
  status: { kind: 'text', column: 'status' },
};

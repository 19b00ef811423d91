import type { SearchFields } from '../search.ts';

export const searchFields: SearchFields = {
  amount: { kind: 'number', column: 'amount' },
  'billing_details.address.postal_code': {
    kind: 'document',
    path: ['billing_details', 'address', 'postal_code'],
  },
  created: { kind: 'number', column: 'created' },
  currency: { kind: 'token', column: 'currency' },
  customer: { kind: 'token', column: 'customer' },
  disputed: { kind: 'flag', column: 'disputed' },
  metadata: { kind: 'metadata' },
  'payment_method_details.card.brand': { kind: 'document', path: ['card', 'brand'] },
  'payment_method_details.card.exp_month': { kind: 'document', path: ['card', 'exp_month'] },
  'payment_method_details.card.exp_year': { kind: 'document', path: ['card', 'exp_year'] },
  'payment_method_details.card.fingerprint': { kind: 'document', path: ['card', 'fingerprint'] },
  'payment_method_details.card.last4': { kind: 'document', path: ['card', 'last4'] },
  refunded: { kind: 'flag', column: 'refunded' },
  status: { kind: 'token', column: 'status' },
};

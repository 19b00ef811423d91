import type { SearchFields } from '../search.ts';

export const searchFields: SearchFields = {
  'billing_details.address.postal_code': {
    kind: 'document',
    path: ['billing_details', 'address', 'postal_code'],
  },
  amount: { kind: 'number', column: 'amount' },
  created: { kind: 'number', column: 'created' },
  currency: { kind: 'text', column: 'currency' },
  customer: { kind: 'text', column: 'customer' },
  metadata: { kind: 'metadata' },
  'payment_method_details.card.brand': { kind: 'document', path: ['card', 'brand'] },
  'payment_method_details.card.fingerprint': { kind: 'document', path: ['card', 'fingerprint'] },
  'payment_method_details.card.last4': { kind: 'document', path: ['card', 'last4'] },
  status: { kind: 'text', column: 'status' },
};

import type { SearchFields } from '../search.ts';

export const searchFields: SearchFields = {
  created: { kind: 'number', column: 'created' },
  email: { kind: 'text', column: 'email', substring: true },
  metadata: { kind: 'metadata' },
  name: { kind: 'text', column: 'name', substring: true },
  phone: { kind: 'text', column: 'phone', substring: true },
};

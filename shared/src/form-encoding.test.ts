import { describe, expect, it } from 'vitest';
import { encodeForm } from './form-encoding.ts';

describe('encodeForm', () => {
  it.each([
    ['texts and numbers', { email: 'a@b.co', expected_amount: 2000 }, 'email=a@b.co&expected_amount=2000'],
    ['booleans', { save_payment_method: false }, 'save_payment_method=false'],
    ['null as an empty text, which unsets', { email: null }, 'email='],
    ['undefined as nothing at all', { email: undefined, phone_number: '1' }, 'phone_number=1'],
    [
      'groups in brackets',
      { billing_address: { name: 'Jenny', address: { country: 'US', line2: null } } },
      'billing_address[name]=Jenny&billing_address[address][country]=US&billing_address[address][line2]=',
    ],
    [
      'lists by their index',
      { line_items: [{ id: 'li_1', quantity: 3 }] },
      'line_items[0][id]=li_1&line_items[0][quantity]=3',
    ],
    ['characters that have a meaning in forms', { name: 'A&B=C+D é' }, 'name=A&B=C+D é'],
  ])('writes %s', (_, params, text) => {
    const pairs = [...encodeForm(params)].map((pair) => pair.join('=')).join('&');
    expect(pairs).toBe(text);
  });
});

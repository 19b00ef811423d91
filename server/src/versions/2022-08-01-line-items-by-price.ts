import type { Form, FormValue } from '../params/form.ts';
import type { Change } from './change.ts';

/** Before this, a line of a Checkout Session could describe what is sold without a price. */
export const lineItemsByPrice: Change = {
  version: '2022-08-01',
  description:
    '`amount`, `currency`, `name`, `description` and `images` of `line_items` of Checkout Sessions gave way to `price` and `price_data`.',
  request: ({ method, path }, form) => {
    const { line_items: lines } = form;
    if (method !== 'POST' || path !== '/v1/checkout/sessions' || typeof lines !== 'object') return form;
    return {
      ...form,
      line_items: Object.fromEntries(Object.entries(lines).map(([at, line]) => [at, byPrice(line)])),
    };
  },
};

function byPrice(line: FormValue): FormValue {
  if (typeof line !== 'object' || !['amount', 'currency', 'name'].some((field) => field in line)) return line;
  const { amount, currency, name, description, images, ...rest } = line;
  const product_data: Form = given({ name, description, images });
  return { ...rest, price_data: given({ currency, unit_amount: amount, product_data }) };
}

function given(fields: Readonly<Record<string, FormValue | undefined>>): Form {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

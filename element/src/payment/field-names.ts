import type { Model } from './model.ts';

/** Names of the fields on the checkout page, by which tests written for Stripe's find them. */
const onCheckoutPage: Readonly<Record<string, string>> = {
  number: 'cardNumber',
  expiry: 'cardExpiry',
  cvc: 'cardCvc',
  name: 'billingName',
  country: 'billingCountry',
  postalCode: 'billingPostalCode',
  phone: 'phoneNumber',
};

/** A field's `id` and `name`. The prefix of an element's ids changed with the dahlia release. */
export function namesOf({ surface, settings }: Model, field: string): { id: string; name: string } {
  // While a saved card is edited, the form for a new one may be below it.
  if (surface === 'saved_card') return { id: `saved-${field}Input`, name: `saved-${field}` };
  if (surface === 'checkout_page') {
    const name = onCheckoutPage[field] ?? field;
    return { id: name, name };
  }
  const { release } = settings.credentials;
  const prefix = release === 'dahlia' || release === 'endive' ? 'payment' : 'Field';
  return { id: `${prefix}-${field}Input`, name: field };
}

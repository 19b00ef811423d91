import { groupOf, paymentSettings } from '../../elements/element-options.ts';
import { IntegrationError } from '../../integration-error.ts';

/** A parameter that holds `billing_details`, and the calls that accept it, in Stripe's words. */
interface Place {
  readonly parameter: string;
  readonly calls: string;
}

export const confirmation: Place = {
  parameter: 'confirmParams.payment_method_data',
  calls: 'stripe.confirmPayment or stripe.confirmSetup',
};

/** Requires the page to pass whatever the element was told never to ask for. */
export function requireUncollected(options: object, data: unknown, { parameter, calls }: Place): void {
  const details = groupOf(groupOf(data, parameter).billing_details, `${parameter}.billing_details`);
  const address = groupOf(details.address, `${parameter}.billing_details.address`);
  const given: Readonly<Record<string, unknown>> = {
    ...details,
    'address.country': address.country,
    'address.postal_code': address.postal_code,
  };
  const missing = uncollected(options).find((name) => given[name] === undefined);
  if (missing === undefined) return;
  throw new IntegrationError(
    `You specified "never" for fields.billing_details.${missing} when creating the payment Element, but did not pass ${parameter}.billing_details.${missing} when calling ${calls}. If you opt out of collecting data via the payment Element using the fields option, the data must be passed at confirm-time.`,
  );
}

/** Names as in the API. Of an address, a card only needs the country and the postal code. */
function uncollected(options: object): string[] {
  const { name, email, phone, address } = paymentSettings(options).fields;
  const whole = Object.values(address).every((line) => line === 'never');
  const collections = {
    name,
    email,
    phone,
    ...(whole
      ? { address: 'never' }
      : { 'address.country': address.country, 'address.postal_code': address.postalCode }),
  };
  return Object.entries(collections).flatMap(([field, collection]) =>
    collection === 'never' ? [field] : [],
  );
}

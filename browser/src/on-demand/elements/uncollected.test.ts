import { describe, expect, it } from 'vitest';
import { IntegrationError } from '../../integration-error.ts';
import { confirmation, requireUncollected } from './uncollected.ts';

const check = (billingDetails: unknown, given: unknown) =>
  requireUncollected({ fields: { billingDetails } }, { billing_details: given }, confirmation);

describe('what the Payment Element does not collect', () => {
  it.each([
    [{ name: 'never' }, {}, 'name'],
    [{ address: 'never' }, { name: 'Jenny Rosen' }, 'address'],
    [{ address: { country: 'never' } }, { address: { postal_code: '12345' } }, 'address.country'],
    [{ address: { postalCode: 'never' } }, undefined, 'address.postal_code'],
    ['never', { name: 'Jenny Rosen', email: 'jenny@example.com', phone: null }, 'address'],
  ])('%j with %j lacks it', (fields, given, missing) => {
    expect(() => check(fields, given)).toThrow(
      new IntegrationError(
        `You specified "never" for fields.billing_details.${missing} when creating the payment Element, but did not pass confirmParams.payment_method_data.billing_details.${missing} when calling stripe.confirmPayment or stripe.confirmSetup. If you opt out of collecting data via the payment Element using the fields option, the data must be passed at confirm-time.`,
      ),
    );
  });

  it.each([
    ['auto', undefined],
    [{ address: { line1: 'never' } }, undefined],
    [{ address: 'never' }, { address: { country: 'US' } }],
    [{ address: { country: 'never' } }, { address: { country: null } }],
  ])('%j with %j is there', (fields, given) => {
    expect(() => check(fields, given)).not.toThrow();
  });
});

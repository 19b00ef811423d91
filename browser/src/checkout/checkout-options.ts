import type { AppearanceSettings, FontSource } from '@onfile/shared/element-rpc.ts';
import { appearanceOf, choice, groupOf } from '../elements/element-options.ts';
import { IntegrationError } from '../integration-error.ts';

type ContactDefaults = {
  readonly name?: string | null;
  readonly address: Readonly<Record<string, string | null>>;
};

/** What a page passes to `initCheckout` and its kin, parsed. */
export interface CheckoutOptions {
  readonly clientSecret: string | Promise<string>;
  readonly elementsOptions: {
    readonly appearance?: AppearanceSettings;
    readonly fonts?: readonly FontSource[];
    readonly savedPaymentMethod?: {
      readonly enableSave?: 'auto' | 'never';
      readonly enableRedisplay?: 'auto' | 'never';
    };
  };
  readonly defaultValues: {
    readonly billingAddress?: ContactDefaults;
    readonly shippingAddress?: ContactDefaults;
    readonly email?: string;
    readonly phoneNumber?: string;
  };
}

/** Parses the options. Throws IntegrationError for wrong types. */
export function checkoutOptions(given: unknown): CheckoutOptions {
  if (typeof given !== 'object' || given === null)
    throw new IntegrationError('initCheckout needs an options object.');
  const options: Readonly<Record<string, unknown>> = { ...given };
  return {
    clientSecret: clientSecretOf(options),
    elementsOptions: elementsOptionsOf(options.elementsOptions),
    defaultValues: groupOf(options.defaultValues, 'defaultValues'),
  };
}

function clientSecretOf({ clientSecret, fetchClientSecret }: Readonly<Record<string, unknown>>) {
  // Inside a promise, so that a failure of the page's function surfaces where a failed fetch does.
  if (typeof fetchClientSecret === 'function') return Promise.resolve().then(() => fetchClientSecret());
  if (typeof clientSecret === 'string' || isPromise(clientSecret)) return clientSecret;
  throw new IntegrationError(
    'initCheckout needs clientSecret: the client secret of a Checkout Session, or a promise for one.',
  );
}

function elementsOptionsOf(value: unknown): CheckoutOptions['elementsOptions'] {
  const given = groupOf(value, 'elementsOptions');
  const appearance = appearanceOf(given.appearance, 'elementsOptions.appearance');
  if (given.fonts !== undefined && !Array.isArray(given.fonts))
    throw new IntegrationError('Invalid value: elementsOptions.fonts should be an array.');
  const saved = groupOf(given.savedPaymentMethod, 'elementsOptions.savedPaymentMethod');
  for (const name of ['enableSave', 'enableRedisplay'])
    choice(saved[name], ['auto', 'never'], `elementsOptions.savedPaymentMethod.${name}`);
  return { ...given, appearance };
}

function isPromise(value: unknown): value is Promise<string> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

import type {
  AppearanceSettings,
  FieldCollection,
  PaymentElementSettings,
} from '@onfile/shared/element-rpc.ts';
import { IntegrationError } from '../integration-error.ts';

type Given = Readonly<Record<string, unknown>>;

const collections = ['auto', 'never', 'if_required', 'always'] as const;

/**
 * Flattens the Payment Element's options: fills in defaults and checks the words. `layout` is used if the page names none.
 * Throws IntegrationError.
 */
export function paymentSettings(
  options: object = {},
  layout: 'tabs' | 'accordion' = 'tabs',
): PaymentElementSettings {
  const given: Given = { ...options };
  groupOf(given.business, 'business');
  const fields = groupOf(given.fields, 'fields').billingDetails;
  const address = typeof fields === 'string' ? fields : groupOf(fields, 'fields.billingDetails').address;
  const part = (name: string) =>
    collection(typeof fields === 'string' ? fields : groupOf(fields, 'fields')[name], name);
  const line = (name: string) =>
    collection(typeof address === 'string' ? address : groupOf(address, 'address')[name], name);
  return {
    fields: {
      name: part('name'),
      email: part('email'),
      phone: part('phone'),
      address: {
        country: line('country'),
        postalCode: line('postalCode'),
        state: line('state'),
        city: line('city'),
        line1: line('line1'),
        line2: line('line2'),
      },
    },
    layout: layoutOf(given.layout, layout),
    terms: {
      card: choice(groupOf(given.terms, 'terms').card, ['auto', 'always', 'never'], 'terms.card') ?? 'auto',
    },
    readOnly: given.readOnly === true || given.readonly === true,
  };
}

function layoutOf(given: unknown, usual: 'tabs' | 'accordion'): PaymentElementSettings['layout'] {
  const { type, radios } = groupOf(typeof given === 'string' ? { type: given } : given, 'layout');
  const chosen = choice(type, ['tabs', 'accordion', 'auto'], 'layout.type') ?? 'auto';
  // Older releases used a boolean.
  const shown =
    typeof radios === 'boolean'
      ? radios
      : choice(radios, ['auto', 'never', 'always', 'if_multiple'], 'layout.radios') === 'always';
  return { type: chosen === 'auto' ? usual : chosen, radios: shown };
}

function collection(value: unknown, name: string): FieldCollection {
  return choice(value, collections, `fields.billingDetails.${name}`) ?? 'auto';
}

/**
 * Checks an appearance, leaving its values for the frame to judge. Throws IntegrationError for words that the Appearance
 * API never had; the theme without a look is shown in the default one.
 */
export function appearanceOf(value: unknown, name: string): AppearanceSettings {
  const given = groupOf(value, name);
  choice(given.theme, ['stripe', 'night', 'flat', 'none'], `${name}.theme`);
  choice(given.labels, ['auto', 'above', 'floating'], `${name}.labels`);
  choice(given.inputs, ['spaced', 'condensed'], `${name}.inputs`);
  if (given.theme !== 'none') return given;
  console.warn(`${name}.theme: none is shown as stripe.`);
  return { ...given, theme: 'stripe' };
}

export function groupOf(value: unknown, name: string): Given {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') throw new IntegrationError(`Invalid value: ${name} should be an object.`);
  return { ...value };
}

export function choice<const Words extends readonly string[]>(
  value: unknown,
  words: Words,
  name: string,
): Words[number] | undefined {
  if (value === undefined || value === null) return undefined;
  const found = words.find((word) => word === value);
  if (found === undefined) {
    throw new IntegrationError(
      `Invalid value: ${name} should be one of the following strings: ${words.join(', ')}. You specified: ${String(value)}.`,
    );
  }
  return found;
}

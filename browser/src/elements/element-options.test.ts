import { afterEach, describe, expect, it, vi } from 'vitest';
import { IntegrationError } from '../integration-error.ts';
import { appearanceOf, paymentSettings } from './element-options.ts';

afterEach(() => vi.restoreAllMocks());

describe("the Payment Element's options", () => {
  it('ask for what is needed by default', () => {
    expect(paymentSettings()).toEqual({
      fields: {
        name: 'auto',
        email: 'auto',
        phone: 'auto',
        address: {
          country: 'auto',
          postalCode: 'auto',
          state: 'auto',
          city: 'auto',
          line1: 'auto',
          line2: 'auto',
        },
      },
      layout: { type: 'tabs', radios: false },
      terms: { card: 'auto' },
      readOnly: false,
    });
  });

  it.each([
    [
      'no billing details at all',
      { fields: { billingDetails: 'never' } },
      { fields: { name: 'never', address: { postalCode: 'never' } } },
    ],
    [
      'no address',
      { fields: { billingDetails: { address: 'never' } } },
      { fields: { name: 'auto', address: { country: 'never' } } },
    ],
    [
      'everything but a postal code',
      { fields: { billingDetails: { address: { postalCode: 'never' } } } },
      { fields: { address: { country: 'auto', postalCode: 'never' } } },
    ],
    [
      'a name that is always asked for',
      { fields: { billingDetails: { name: 'always' } } },
      { fields: { name: 'always', email: 'auto' } },
    ],
    ['no terms', { terms: { card: 'never' } }, { terms: { card: 'never' } }],
    ['an accordion', { layout: 'accordion' }, { layout: { type: 'accordion', radios: false } }],
    [
      'an accordion with radios',
      { layout: { type: 'accordion', radios: 'always' } },
      { layout: { type: 'accordion', radios: true } },
    ],
    [
      'an accordion with radios, as older releases write it',
      { layout: { type: 'accordion', radios: true } },
      { layout: { type: 'accordion', radios: true } },
    ],
    ["readOnly's name in basil", { readonly: true }, { readOnly: true }],
  ])('takes %s', (_, options, settings) => {
    expect(paymentSettings(options)).toMatchObject(settings);
  });

  it.each([
    { layout: 'tabs' },
    { layout: { type: 'tabs', radios: 'never' } },
    { business: { name: 'Shop' } },
  ])('takes %j, which changes nothing where cards are the only way to pay', (options) => {
    expect(paymentSettings(options)).toEqual(paymentSettings());
  });

  it.each([
    ['an unknown layout', { layout: 'grid' }, 'layout.type should be one of'],
    ['a number as layout', { layout: 1 }, 'layout should be an object'],
    ['an unknown word for radios', { layout: { radios: 'maybe' } }, 'layout.radios should be one of'],
    [
      'an unknown word for a field',
      { fields: { billingDetails: { name: 'maybe' } } },
      'fields.billingDetails.name',
    ],
    ['a boolean as terms', { terms: true }, 'terms should be an object'],
    ['a text as business', { business: 'Shop' }, 'business should be an object'],
  ])('throws for %s', (_, options, message) => {
    expect(() => paymentSettings(options)).toThrow(IntegrationError);
    expect(() => paymentSettings(options)).toThrow(message);
  });
});

describe('an appearance', () => {
  it.each([undefined, {}, { theme: 'night', labels: 'auto', inputs: 'condensed' }])(
    '%j is accepted',
    (given) => {
      expect(() => appearanceOf(given, 'appearance')).not.toThrow();
    },
  );

  it('without a theme is shown in the default one, with a warning', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(appearanceOf({ theme: 'none', labels: 'floating' }, 'appearance')).toEqual({
      theme: 'stripe',
      labels: 'floating',
    });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('theme'));
  });

  it.each([
    ['night', 'appearance should be an object'],
    [{ theme: 'dark' }, 'appearance.theme should be one of'],
    [{ labels: 'below' }, 'appearance.labels'],
    [{ inputs: 'wide' }, 'appearance.inputs'],
  ])('%j is refused by name', (given, message) => {
    const check = () => appearanceOf(given, 'appearance');
    expect(check).toThrow(IntegrationError);
    expect(check).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { IntegrationError } from '../integration-error.ts';
import { elementsOptions } from './elements-options.ts';

describe('the options of elements()', () => {
  it.each([
    [{ appearance: 'night' }, 'appearance should be an object'],
    [{ appearance: { theme: 'dark' } }, 'appearance.theme'],
  ])('%j are refused by name', (given, message) => {
    expect(() => elementsOptions(given, 'v3')).toThrow(message);
  });

  it('have no paymentMethodTypes as of endive', () => {
    const later = { mode: 'payment', amount: 1000, currency: 'usd' };
    const older = { ...later, paymentMethodTypes: ['card'] };
    expect(() => elementsOptions(older, 'endive')).toThrow(IntegrationError);
    expect(() => elementsOptions(older, 'dahlia')).not.toThrow();
    const newer = { ...later, allowedPaymentMethodTypes: ['card'] };
    expect(() => elementsOptions(newer, 'endive')).not.toThrow();
  });
});

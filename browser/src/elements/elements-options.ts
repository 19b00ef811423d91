import { intentInSecret } from '@onfile/shared/client-secret.ts';
import type { AppearanceSettings, FontSource, Release } from '@onfile/shared/element-rpc.ts';
import { IntegrationError, notSupported } from '../integration-error.ts';
import { isFrom } from '../script-tag.ts';
import { appearanceOf, choice, groupOf } from './element-options.ts';

/** What a page passes to `stripe.elements()`, parsed. */
export interface ElementsOptions {
  readonly clientSecret?: string;
  readonly customerSessionClientSecret?: string;
  /** For an intent that the merchant's server creates later. */
  readonly mode?: 'payment' | 'setup';
  readonly amount?: number;
  readonly currency?: string;
  readonly setupFutureUsage?: 'on_session' | 'off_session' | null;
  readonly captureMethod?: string;
  readonly paymentMethodTypes?: readonly string[];
  /** Replaces `paymentMethodTypes`. */
  readonly allowedPaymentMethodTypes?: readonly string[];
  readonly appearance?: AppearanceSettings;
  readonly fonts?: readonly FontSource[];
  readonly locale?: string;
}

/** Parses the options. Throws IntegrationError for invalid ones. */
export function elementsOptions(given: unknown, release: Release): ElementsOptions {
  const options: ElementsOptions = groupOf(given, 'elements()');
  const { clientSecret, amount, currency } = options;
  const mode: unknown = options.mode;
  if (clientSecret !== undefined) {
    if (mode !== undefined) throw new IntegrationError('elements() takes clientSecret or mode, not both.');
    if (intentInSecret(clientSecret) === null) {
      throw new IntegrationError(
        `Invalid value for elements(): clientSecret should be a client secret of the form \${id}_secret_\${secret}. You specified: ${clientSecret}.`,
      );
    }
  }
  if (options.paymentMethodTypes !== undefined && isFrom(release, 'endive')) {
    throw new IntegrationError('elements(): paymentMethodTypes is now allowedPaymentMethodTypes.');
  }
  if (mode === 'subscription') throw notSupported('mode: subscription');
  const appearance = appearanceOf(options.appearance, 'appearance');
  choice(mode, ['payment', 'setup'], 'mode');
  choice(options.setupFutureUsage, ['on_session', 'off_session'], 'setupFutureUsage');
  if (mode === 'payment') {
    if (!Number.isInteger(amount) || Number(amount) <= 0)
      throw new IntegrationError('Invalid value for elements(): amount must be greater than 0.');
    if (typeof currency !== 'string')
      throw new IntegrationError('Invalid value for elements(): currency is required with mode payment.');
  }
  return { ...options, appearance };
}

import { errors } from '@onfile/shared/errors.ts';
import type { ShownConsent } from '@onfile/shared/save-payment-method.ts';
import type { MandateData } from '../../params/mandate-data.ts';
import type { Client } from '../../resources/client.ts';
import type { OpenCall } from '../call.ts';

/** How a payment outside Checkout is confirmed. */
export interface Confirmation {
  readonly confirmation_token?: string | undefined;
  readonly error_on_requires_action?: boolean | undefined;
  readonly mandate_data?: MandateData | undefined;
  readonly off_session?: boolean | 'one_off' | 'recurring' | undefined;
  readonly return_url?: string | undefined;
  readonly use_stripe_sdk?: boolean | undefined;
  readonly consent?: ShownConsent | undefined;
}

const missingReturnUrl = (intent: string) =>
  `This ${intent} is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a \`return_url\`. If you don't want to accept redirect-based payment methods, set \`automatic_payment_methods[enabled]\` to \`true\` and \`automatic_payment_methods[allow_redirects]\` to \`never\` when creating Setup Intents and Payment Intents.`;

/** Throws 400 if the payment may redirect away from the merchant's page and no `return_url` was given. */
export function requireReturnUrl(
  { caller }: Pick<OpenCall, 'caller'>,
  automatic: { readonly allow_redirects: 'always' | 'never' } | null,
  given: Confirmation,
  intent: 'PaymentIntent' | 'SetupIntent',
): void {
  const mayRedirect = automatic?.allow_redirects === 'always';
  if (caller === 'publishable' || !mayRedirect || given.return_url !== undefined) return;
  if (given.off_session === undefined || given.off_session === false) {
    throw errors.parameterInvalid(missingReturnUrl(intent), 'return_url');
  }
}

/** Where the customer agreed: what the merchant's server says, otherwise where the request came from. */
export function clientOf(call: OpenCall, mandate: MandateData | undefined): Client {
  const online = mandate?.customer_acceptance.online;
  if (online?.ip_address === undefined) return call.client;
  return { ipAddress: online.ip_address, userAgent: online.user_agent ?? null };
}

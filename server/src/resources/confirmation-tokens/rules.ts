import { errors } from '@onfile/shared/errors.ts';
import { addressOf } from '../../params/groups.ts';
import type { Client } from '../client.ts';
import type { CreateParams } from './params.ts';
import type { ConfirmationTokenDoc, ConfirmationTokenRow } from './table.ts';

/** Source: Stripe's documentation. */
const lifeSeconds = 12 * 60 * 60;

export function newConfirmationToken(
  given: CreateParams,
  paymentMethod: string,
  client: Client,
  birth: { readonly id: string; readonly now: number },
): ConfirmationTokenRow {
  const { shipping } = given;
  return {
    id: birth.id,
    created: birth.now,
    payment_method: paymentMethod,
    payment_intent: null,
    setup_intent: null,
    expires_at: birth.now + lifeSeconds,
    doc: {
      mandate_data: mandateOf(given, client),
      return_url: given.return_url ?? null,
      setup_future_usage: given.setup_future_usage ?? null,
      shipping:
        shipping === undefined
          ? null
          : { address: addressOf(shipping.address), name: shipping.name, phone: shipping.phone ?? null },
      use_stripe_sdk: given.use_stripe_sdk ?? true,
      consent: given.consent ?? null,
    },
  };
}

/** Where the buyer agreed is known now; the merchant's server will confirm from another address. */
function mandateOf(given: CreateParams, client: Client): ConfirmationTokenDoc['mandate_data'] {
  const acceptance = given.mandate_data?.customer_acceptance;
  if (acceptance === undefined) return null;
  if (acceptance.online?.infer_from_client !== true) return { customer_acceptance: acceptance };
  const online = {
    ip_address: acceptance.online.ip_address ?? client.ipAddress,
    user_agent: acceptance.online.user_agent ?? client.userAgent ?? undefined,
  };
  return { customer_acceptance: { ...acceptance, online } };
}

/** Throws 400 for a token that has been used or has expired. */
export function requireUsable(row: ConfirmationTokenRow, now: number): void {
  if (row.payment_intent !== null || row.setup_intent !== null) {
    throw errors.stateInvalid(
      `The ConfirmationToken ${row.id} has already been used. A ConfirmationToken can only be used once.`,
      { param: 'confirmation_token' },
    );
  }
  if (row.expires_at <= now) {
    throw errors.stateInvalid(`The ConfirmationToken ${row.id} has expired. Please create a new one.`, {
      param: 'confirmation_token',
    });
  }
}

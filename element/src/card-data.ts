import { idInSecret } from '@onfile/shared/client-secret.ts';
import type { CardRequest } from '@onfile/shared/element-rpc.ts';
import type { FormGroup, FormValue } from '@onfile/shared/form-encoding.ts';

/** The path of an API call, and the parameter that holds the card. */
export function pathOf({ purpose, clientSecret }: CardRequest): string {
  const id = encodeURIComponent(idInSecret(clientSecret ?? ''));
  switch (purpose) {
    case 'payment_method':
      return '/v1/payment_methods';
    case 'confirmation_token':
      return '/v1/confirmation_tokens';
    case 'token':
      return '/v1/tokens';
    case 'payment_intent':
      return `/v1/payment_intents/${id}/confirm`;
    case 'setup_intent':
      return `/v1/setup_intents/${id}/confirm`;
  }
}

export interface TypedCard {
  readonly number: string;
  readonly month: number;
  readonly year: number;
  /** Undefined if no field asks for it. */
  readonly cvc: string | undefined;
  readonly preferredNetwork: string | null;
  /** The cardholder's, if a field asks for it. */
  readonly name?: string | undefined;
  readonly country: string | undefined;
  readonly postalCode: string | undefined;
}

/** A call's parameters with the card: what the page says about the buyer overrides the fields. */
export function withCard(purpose: CardRequest['purpose'], card: TypedCard, params: FormGroup): FormGroup {
  const details = {
    number: card.number,
    exp_month: card.month,
    exp_year: card.year,
    cvc: card.cvc,
    networks: card.preferredNetwork === null ? undefined : { preferred: card.preferredNetwork },
  };
  if (purpose === 'token') {
    return merged({ card: { ...details, name: card.name, address_zip: card.postalCode } }, params);
  }
  const method = {
    type: 'card',
    card: details,
    billing_details: { name: card.name, address: { country: card.country, postal_code: card.postalCode } },
  };
  return merged(purpose === 'payment_method' ? method : { payment_method_data: method }, params);
}

/** Merges groups; of two values for one name the second wins. */
export function merged(first: FormGroup, second: FormGroup): FormGroup {
  const result: Record<string, FormValue> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = result[name];
    if (value === undefined) continue;
    result[name] = isGroup(before) && isGroup(value) ? merged(before, value) : value;
  }
  return result;
}

function isGroup(value: FormValue): value is FormGroup {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

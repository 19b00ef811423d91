import { knownLocale } from '@onfile/shared/locale.ts';
import { z } from 'zod';
import { consentParam } from '../../params/consent.ts';
import { clearableGroup, fields, group, listOf } from '../../params/fields.ts';
import { addressParam, billingDetailsParam } from '../../params/groups.ts';
import { ownParams } from '../../params/params.ts';
import { cardParam, savedCardChange } from '../payment-methods/params.ts';

const contact = clearableGroup({ name: fields.clearableText().optional(), address: addressParam.optional() });

const buyer = {
  email: fields.clearableEmail().optional(),
  phone_number: fields.clearableText(50).optional(),
  billing_address: contact.optional(),
  shipping_address: contact.optional(),
};

/** A browser's locale is nobody's mistake: an unreadable one counts as none. */
const browserLocale = z
  .unknown()
  .optional()
  .transform((given) => knownLocale(given));

/** Other clients of these private calls send what they know about themselves; it is not needed. */
const ofOtherClients = {
  eid: z.unknown().optional(),
  redirect_type: z.unknown().optional(),
  elements_session_client: z.unknown().optional(),
  client_attribution_metadata: z.unknown().optional(),
};

export const initParams = ownParams({
  browser_locale: browserLocale,
  browser_timezone: fields.text(100).optional(),
  ...ofOtherClients,
});

export const updateParams = ownParams({
  ...buyer,
  line_items: listOf(group({ id: fields.text(), quantity: fields.integer(0, 999_999) }), 100).optional(),
});

export const confirmParams = ownParams({
  ...buyer,
  ...ofOtherClients,
  browser_locale: browserLocale,
  consent: consentParam.optional(),
  expected_amount: fields.integer().optional(),
  payment_method: fields.text().optional(),
  payment_method_data: group({
    type: fields.choice(['card']),
    card: cardParam,
    billing_details: billingDetailsParam.optional(),
  }).optional(),
  return_url: fields.returnUrl().optional(),
  save_payment_method: fields.boolean().optional(),
});

export const finishParams = ownParams({ attempt: fields.text(), cancelled: fields.boolean().optional() });

export const detachParams = ownParams({ payment_method: fields.text() });

export const updateSavedParams = ownParams(savedCardChange);

export const noParams = ownParams({});

export type ConfirmParams = ReturnType<typeof confirmParams.read>;
export type UpdateParams = ReturnType<typeof updateParams.read>;
export type InitParams = ReturnType<typeof initParams.read>;
export type FinishParams = ReturnType<typeof finishParams.read>;
export type DetachParams = ReturnType<typeof detachParams.read>;
export type UpdateSavedParams = ReturnType<typeof updateSavedParams.read>;
export type NoParams = ReturnType<typeof noParams.read>;

import { fields, group, listOf } from '../../params/fields.ts';
import { ownParams } from '../../params/params.ts';
import { savedCardChange } from '../payment-methods/params.ts';

const secrets = {
  client_secret: fields.text().optional(),
  customer_session_client_secret: fields.text().optional(),
};

/** An intent that the merchant's server creates later, as `stripe.elements({mode, …})` describes it. */
const deferredIntent = group({
  mode: fields.choice(['payment', 'setup']),
  amount: fields.amount().optional(),
  currency: fields.currency().optional(),
  setup_future_usage: fields.choice(['off_session', 'on_session']).optional(),
  payment_method_types: listOf(fields.text(), 100).optional(),
});

export const readParams = ownParams({
  ...secrets,
  deferred_intent: deferredIntent.optional(),
  locale: fields.text(50).optional(),
  type: fields.choice(['payment_intent', 'setup_intent', 'deferred_intent']).optional(),
});

export const detachParams = ownParams({ ...secrets, payment_method: fields.text() });

export const updateSavedParams = ownParams({ ...secrets, ...savedCardChange });

export type ReadParams = ReturnType<typeof readParams.read>;
export type DetachParams = ReturnType<typeof detachParams.read>;
export type UpdateSavedParams = ReturnType<typeof updateSavedParams.read>;

import type { CreateParams } from './params.ts';
import type { CustomerSessionRow, PaymentElementFeatures } from './table.ts';

/** How long a page may use one. Source: `expires_at` in recorded answers. */
const lifeSeconds = 30 * 60;
/** How many cards the element shows, as Stripe documents it. */
export const redisplayLimit = 3;

export function newCustomerSession(
  given: CreateParams,
  birth: { readonly secret: string; readonly now: number },
): CustomerSessionRow {
  const { enabled, features = {} } = given.components.payment_element;
  return {
    id: birth.secret,
    created: birth.now,
    customer: given.customer,
    expires_at: birth.now + lifeSeconds,
    doc: { payment_element: enabled ? featuresOf(features) : null },
  };
}

function featuresOf(
  given: NonNullable<CreateParams['components']['payment_element']['features']>,
): PaymentElementFeatures {
  return {
    payment_method_allow_redisplay_filters: given.payment_method_allow_redisplay_filters ?? ['always'],
    payment_method_redisplay: given.payment_method_redisplay ?? 'disabled',
    payment_method_redisplay_limit:
      given.payment_method_redisplay_limit ??
      (given.payment_method_redisplay === 'enabled' ? redisplayLimit : null),
    payment_method_remove: given.payment_method_remove ?? 'disabled',
    payment_method_save: given.payment_method_save ?? 'disabled',
    payment_method_save_usage: given.payment_method_save_usage ?? null,
  };
}

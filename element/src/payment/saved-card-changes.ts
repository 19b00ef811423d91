import type { CheckoutPage, SavedPaymentMethod } from '@onfile/shared/checkout-page.ts';
import type { FormGroup } from '@onfile/shared/form-encoding.ts';
import { post } from '../api.ts';
import { postToPage } from './confirm.ts';
import type { Model } from './model.ts';

/** The outcome of the buyer's changing or removing a saved card. */
interface Changed {
  readonly error: string | null;
  readonly saved: readonly SavedPaymentMethod[] | null;
  /** The session afterwards, if one is being paid. */
  readonly page: CheckoutPage | null;
}

/** Removes a saved card from a Checkout Session or a customer session. */
export function removeSaved(model: Model, id: string): Promise<Changed> {
  return change(model, 'detach_payment_method', id, {}, (saved) => saved.filter((one) => one.id !== id));
}

/** Changes a saved card's expiry or its billing details. */
export function updateSaved(model: Model, after: SavedPaymentMethod, given: FormGroup): Promise<Changed> {
  return change(model, 'update_payment_method', after.id, given, (saved) =>
    saved.map((one) => (one.id === after.id ? after : one)),
  );
}

async function change(
  model: Model,
  call: string,
  id: string,
  given: FormGroup,
  afterwards: (saved: readonly SavedPaymentMethod[]) => readonly SavedPaymentMethod[],
): Promise<Changed> {
  const { saved_payment_methods: saved } = model.page;
  const params = { ...given, payment_method: id };
  const { publishableKey, customerSessionClientSecret } = model.settings.credentials;
  if (customerSessionClientSecret === null) {
    const outcome = await postToPage(model, `/${call}`, params);
    if (outcome.type === 'page') {
      return { error: null, saved: outcome.page.saved_payment_methods, page: outcome.page };
    }
    const error = outcome.type === 'error' ? outcome.error.message : outcome.message;
    return { error, saved, page: null };
  }
  const answer = await post(
    `/v1/elements/sessions/${call}`,
    { key: publishableKey, customer_session_client_secret: customerSessionClientSecret, ...params },
    model.texts.connectionLost,
  );
  if (!answer.ok) return { error: answer.error.message, saved, page: null };
  return { error: null, saved: saved === null ? null : afterwards(saved), page: null };
}

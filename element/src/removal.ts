import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { ElementPage } from '@onfile/shared/elements-session.ts';
import { detach } from './confirm.ts';
import type { Model } from './model.ts';
import { detachSaved } from './send.ts';

interface Removal {
  readonly error: string | null;
  readonly page: ElementPage;
  /** The session after it, where one is being paid. */
  readonly checkout: CheckoutPage | null;
}

/** Removes a saved card, of a Checkout Session or of a customer session. */
export async function removal(model: Model, id: string): Promise<Removal> {
  const { page } = model;
  if (model.settings.credentials.customerSessionClientSecret !== null) {
    const error = await detachSaved(model, id);
    const left = page.saved_payment_methods?.filter((saved) => saved.id !== id) ?? null;
    return {
      error,
      page: error === null ? { ...page, saved_payment_methods: left } : page,
      checkout: null,
    };
  }
  const outcome = await detach(model, id);
  if (outcome.type === 'page') return { error: null, page: outcome.page, checkout: outcome.page };
  const error = outcome.type === 'error' ? outcome.error.message : outcome.message;
  return { error, page, checkout: null };
}

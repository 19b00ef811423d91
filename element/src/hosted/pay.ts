import type { PageApi } from '@onfile/browser/api.ts';
import { showChallenge } from '@onfile/browser/on-demand/challenge.ts';
import type { CheckoutPage } from '@onfile/shared/checkout-page.ts';
import type { ConfirmOutcome, PaymentFrameMethods } from '@onfile/shared/element-rpc.ts';

/**
 * Pays the open session with what is in the form, and shows the issuer's challenge if there is one. Returns the session
 * afterwards; null if nothing was sent or its state is unknown. The form tells the buyer why.
 */
export async function pay(
  api: PageApi,
  form: PaymentFrameMethods,
  page: CheckoutPage,
  email: string | null,
): Promise<CheckoutPage | null> {
  const sent = await form.confirm({
    expectedAmount: page.amount_total,
    ...(email === null ? {} : { email }),
  });
  if (sent.type === 'validation') return null;
  // An error without a page may hide a payment that went through, so this asks the session.
  if (sent.type === 'error') return sent.page ?? api.read().catch(() => null);
  const outcome = await authenticate(api, sent.page);
  if (outcome.type === 'page') return outcome.page;
  if (outcome.type === 'error') await form.refuse(outcome.error.message);
  return outcome.type === 'error' ? outcome.page : null;
}

/** Lets the buyer authenticate to the issuer, as often as required. */
async function authenticate(api: PageApi, page: CheckoutPage): Promise<ConfirmOutcome> {
  let outcome: ConfirmOutcome = { type: 'page', page };
  while (outcome.type === 'page' && outcome.page.next_action !== null) {
    const action: NonNullable<CheckoutPage['next_action']> = outcome.page.next_action;
    const { cancelled } = await showChallenge(location.origin, action);
    outcome = await api.finishAuthentication(action.attempt, cancelled);
  }
  return outcome;
}

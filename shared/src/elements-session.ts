/**
 * What the private call `/v1/elements/sessions` returns: everything the Payment Element needs to render without a Checkout
 * Session. The server produces it; `stripe.js` and the element app read it. It never contains a card number.
 */
import type { CheckoutPage } from './checkout-page.ts';

/** What the element shows of whatever it pays: a Checkout Session, an intent, or an intent created later. */
export type ElementPage = Pick<
  CheckoutPage,
  | 'mode'
  | 'business'
  | 'collects_card'
  | 'payment_method_remove'
  | 'payment_method_save'
  | 'payment_method_save_usage'
  | 'phone_number'
  | 'phone_number_collection'
  | 'reuse_agreement'
  | 'saved_payment_methods'
  | 'setup_future_usage'
>;

export interface ElementsSession extends ElementPage {
  readonly object: 'elements_session';
  readonly livemode: boolean;
  /** Minor units; null if nothing is paid. */
  readonly amount: number | null;
  readonly currency: string | null;
  /** Of the intent, if there is one already. */
  readonly status: string | null;
  readonly customer: string | null;
  readonly payment_method_types: readonly string[];
}

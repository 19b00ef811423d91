import { errors } from '@onfile/shared/errors.ts';
import { type CustomerSessionRow, customerSessions } from '../../resources/customer-sessions/table.ts';
import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import type { Reader } from '../../store/store.ts';
import type { Call } from '../call.ts';
import { isShown } from '../cards/saved-cards.ts';

/** Returns the customer session of a page's secret; null without one. Throws 400 for a wrong or expired one. */
export async function customerSessionOf(
  { params, now }: Call<{ readonly customer_session_client_secret?: string | undefined }>,
  reader: Reader,
): Promise<CustomerSessionRow | null> {
  const { customer_session_client_secret: secret } = params;
  if (secret === undefined) return null;
  const session = await customerSessions.find(reader, secret);
  if (session === undefined) throw errors.clientSecretMismatch('CustomerSession');
  if (session.expires_at <= now) {
    throw errors.stateInvalid(
      'The CustomerSession has expired. Create a new one and pass its client_secret.',
      { param: 'customer_session_client_secret' },
    );
  }
  return session;
}

/** Whether the page of a customer session shows a card. */
export function isShownBy(session: CustomerSessionRow, card: PaymentMethodRow | undefined): boolean {
  const features = session.doc.payment_element;
  return (
    features?.payment_method_redisplay === 'enabled' &&
    isShown(card, session.customer, features.payment_method_allow_redisplay_filters)
  );
}

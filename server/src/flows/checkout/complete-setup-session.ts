import { appendEvent } from '../../events/append.ts';
import { emptyDetails } from '../../resources/checkout-sessions/rules.ts';
import { checkoutSessions, type SessionRow } from '../../resources/checkout-sessions/table.ts';
import { sessionView } from '../../resources/checkout-sessions/view.ts';
import type { SetupParts } from '../payments/attempt-parts.ts';

export interface CheckoutCompletion {
  readonly email: string | null;
  /** Appends the event of the completed session, after those of what completed it. */
  announce(): Promise<void>;
}

/** Completes the setup-mode session whose intent succeeded; null for a setup outside Checkout. */
export async function completeSetupSession({
  services,
  transaction,
  now,
  intent,
  card,
  customer,
  session,
}: SetupParts): Promise<CheckoutCompletion | null> {
  if (session === null) return null;
  const { buyer } = session.doc;
  const billing = card.doc.billing_details;
  const email = session.doc.customer_email ?? customer?.email ?? buyer.email ?? billing.email;
  const complete: SessionRow = {
    ...session,
    status: 'complete',
    customer: intent.customer,
    customer_email: email,
    doc: {
      ...session.doc,
      customer_details: {
        ...emptyDetails(email),
        address: buyer.billing?.address ?? billing.address,
        name: buyer.billing?.name ?? billing.name ?? customer?.name ?? null,
        phone: buyer.phone ?? billing.phone ?? customer?.phone ?? null,
        tax_exempt: null,
        tax_ids: [],
      },
      last_payment_error: null,
    },
  };
  await checkoutSessions.update(transaction, complete);
  return {
    email,
    announce: () =>
      appendEvent(transaction, services.ids, now, {
        type: 'checkout.session.completed',
        object: sessionView(complete, transaction.scope.livemode),
      }),
  };
}

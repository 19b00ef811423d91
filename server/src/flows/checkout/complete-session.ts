import { appendEvent, previousAttributes } from '../../events/append.ts';
import { emptyDetails } from '../../resources/checkout-sessions/rules.ts';
import {
  type BuyerDetails,
  checkoutSessions,
  type SessionDoc,
  type SessionRow,
} from '../../resources/checkout-sessions/table.ts';
import { sessionView } from '../../resources/checkout-sessions/view.ts';
import { customers } from '../../resources/customers/table.ts';
import { customerView } from '../../resources/customers/view.ts';
import type { PaymentIntentRow } from '../../resources/payment-intents/table.ts';
import type { PaymentMethodDoc } from '../../resources/payment-methods/table.ts';
import type { AttemptParts } from '../payments/attempt-parts.ts';

/** Completes the session of a paid intent. */
export function completeSession(
  parts: AttemptParts,
  session: SessionRow,
  intent: PaymentIntentRow,
): Promise<CompletedSession> {
  return endSession(
    parts,
    { ...session, payment_intent: intent.id },
    {
      buyer: parts.attempt.doc.buyer,
      billing: parts.card.doc.billing_details,
      payment_status: intent.status === 'succeeded' ? 'paid' : 'unpaid',
    },
  );
}

interface Ending {
  readonly buyer: BuyerDetails;
  /** What the card says about its holder; null if no card was collected. */
  readonly billing: PaymentMethodDoc['billing_details'] | null;
  readonly payment_status: SessionDoc['payment_status'];
}

export interface CompletedSession {
  readonly session: SessionRow;
  /** Appends the event of the completed session, after those of what completed it. */
  announce(): Promise<void>;
}

/** Completes a session with what is known of the buyer; a customer without an e-mail address is given the buyer's. */
export async function endSession(
  {
    transaction,
    services,
    now,
    customer,
  }: Pick<AttemptParts, 'transaction' | 'services' | 'now' | 'customer'>,
  session: SessionRow,
  { buyer, billing, payment_status }: Ending,
): Promise<CompletedSession> {
  const email = session.doc.customer_email ?? customer?.email ?? buyer.email ?? billing?.email ?? null;
  const complete = await checkoutSessions.replace(transaction, {
    ...session,
    status: 'complete',
    customer_email: email,
    doc: {
      ...session.doc,
      buyer,
      collected: buyer.shipping ?? session.doc.collected,
      customer_details: {
        ...emptyDetails(email),
        address: buyer.billing?.address ?? billing?.address ?? null,
        name: buyer.billing?.name ?? billing?.name ?? customer?.name ?? null,
        phone: buyer.phone ?? billing?.phone ?? customer?.phone ?? null,
        tax_ids: [],
      },
      last_payment_error: null,
      payment_status,
    },
  });
  return {
    session: complete,
    announce: async () => {
      if (customer?.email === null && email !== null) {
        await giveAddress({ transaction, services, now }, customer.id, email);
      }
      await appendEvent(transaction, services.ids, now, {
        type: 'checkout.session.completed',
        object: sessionView(complete, transaction.scope.livemode),
      });
    },
  };
}

async function giveAddress(
  { transaction, services, now }: Pick<AttemptParts, 'transaction' | 'services' | 'now'>,
  id: string,
  email: string,
): Promise<void> {
  const { livemode } = transaction.scope;
  const before = await customers.lock(transaction, id);
  if (before === undefined || before.email !== null) return;
  const after = { ...before, email };
  const view = customerView(after, livemode);
  await customers.update(transaction, after);
  await appendEvent(transaction, services.ids, now, {
    type: 'customer.updated',
    object: view,
    previous: previousAttributes(customerView(before, livemode), view),
  });
}

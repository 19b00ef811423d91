import type { Saving } from '../api/checkout-sessions/saving.ts';
import type { PaymentMethodRow } from '../api/payment-methods/table.ts';
import type { AttemptDoc } from './attempts.ts';

/** What the network is told of a card that is, or will be, on file (the networks' stored-credential rules). */
export function credentialOf(
  card: PaymentMethodRow,
  saving: Saving,
  whileAway: 'unscheduled' | 'recurring' | null = null,
): AttemptDoc['credential'] {
  const stored = card.customer !== null;
  if (!stored && !saving.attach) return null;
  const forLater = saving.setupFutureUsage === 'off_session' ? 'unscheduled' : 'customer_present';
  return { use: stored ? 'stored' : 'first_storage', reason: whileAway ?? forLater };
}

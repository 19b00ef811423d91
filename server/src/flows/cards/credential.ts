import type { AttemptDoc } from '../../resources/attempts/attempts.ts';
import type { Saving } from '../../resources/checkout-sessions/saving.ts';
import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';

/** What the network is told about a card that is, or will be, on file (the networks' stored-credential rules). */
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

import type { AttemptRow } from '../../resources/attempts/attempts.ts';
import { amountsOfSession } from '../../resources/checkout-sessions/amounts.ts';
import type { SessionRow } from '../../resources/checkout-sessions/table.ts';
import type { CustomerRow } from '../../resources/customers/table.ts';
import { captureMethodOf } from '../../resources/payment-intents/rules.ts';
import type { PaymentIntentRow } from '../../resources/payment-intents/table.ts';
import { isChargeable } from '../../resources/payment-methods/rules.ts';
import type { PaymentMethodRow } from '../../resources/payment-methods/table.ts';
import type { SetupAttemptRow } from '../../resources/setup-attempts/table.ts';
import type { SetupIntentRow } from '../../resources/setup-intents/table.ts';

/** What an attempt depends on besides its intent, as it is now. */
export interface Ground {
  readonly card: PaymentMethodRow;
  /** Null if the attempt has no customer. */
  readonly customer: CustomerRow | null;
  /** Null if the attempt does not come from Checkout. */
  readonly session: SessionRow | null;
}

/** Whether everything a payment depends on is as it was when its attempt was committed: only then may it be paid. */
export function paymentStands(attempt: AttemptRow, intent: PaymentIntentRow, ground: Ground): boolean {
  const { amount, capture, currency = intent.currency } = attempt.doc;
  return (
    intent.amount === amount &&
    intent.currency === currency &&
    captureMethodOf(intent.doc) === capture &&
    (ground.session === null || amountsOfSession(ground.session.doc).total === amount) &&
    groundStands(attempt, intent, ground)
  );
}

/** Whether customer, card and session are unchanged: all that a setup depends on, and a payment besides its amount. */
export function groundStands(
  { customer }: AttemptRow | SetupAttemptRow,
  intent: PaymentIntentRow | SetupIntentRow,
  { card, customer: owner, session }: Ground,
): boolean {
  return (
    intent.customer === customer &&
    (customer === null || owner?.deleted === 0) &&
    isChargeable(card, customer) &&
    (session === null || (session.status === 'open' && session.customer === customer))
  );
}

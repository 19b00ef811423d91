import { securityCodeSeconds } from '../../resources/payment-methods/rules.ts';
import { securityCodes } from '../../resources/payment-methods/table.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/store.ts';
import type { CardInHand } from './card-in-hand.ts';

/** Seals a card's code for a later request that will ask the network; a code that already waits is not replaced. */
export async function keepSecurityCode(
  { clock, vault }: Services,
  transaction: Transaction,
  paymentMethod: string,
  inHand: CardInHand | null,
): Promise<void> {
  if (inHand === null || inHand.securityCode === null) return;
  const { account, livemode } = transaction.scope;
  await securityCodes.keep(transaction, {
    payment_method: paymentMethod,
    sealed: vault.sealSecurityCode(inHand.securityCode, { account, livemode, paymentMethod }),
    // By the machine's clock, so that no sandbox's time makes it wait longer.
    expires_at: clock.now() + securityCodeSeconds,
  });
}

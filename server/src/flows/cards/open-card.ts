import type { CardData } from '../../network/network.ts';
import { type PaymentMethodRow, securityCodes } from '../../resources/payment-methods/table.ts';
import type { Services } from '../../services.ts';
import type { AccountStore } from '../../store/store.ts';
import type { CardInHand } from './card-in-hand.ts';

/** Opens a stored card that no request has in hand: the number, and the security code if it is still waiting. */
export async function openCard(
  services: Services,
  store: AccountStore,
  row: PaymentMethodRow,
): Promise<CardInHand> {
  const { scope } = store.reader;
  const binding = { account: scope.account, livemode: scope.livemode, paymentMethod: row.id };
  if (row.sealed_card === null) throw new Error('A card that was used up was opened.');
  const code = await securityCodes.find(store.reader, row.id, services.clock.now());
  return {
    number: await services.vault.openCard(row.sealed_card, binding),
    securityCode: code === null ? null : await services.vault.openSecurityCode(code.sealed, binding),
  };
}

/** What is presented of a card to the network. */
export function presented({ doc }: PaymentMethodRow, { number, securityCode }: CardInHand): CardData {
  const { address } = doc.billing_details;
  return {
    number,
    securityCode,
    expMonth: doc.card.exp_month,
    expYear: doc.card.exp_year,
    postalCode: address.postal_code,
    line1: address.line1,
  };
}

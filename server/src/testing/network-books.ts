import { attempts } from '../resources/attempts/attempts.ts';
import { paymentMoves } from '../resources/attempts/payment-moves.ts';
import { charges } from '../resources/charges/table.ts';
import { refunds } from '../resources/refunds/table.ts';
import type { Services } from '../services.ts';

/** Minor units that the network has taken from cards, and holds on them, for one payment intent. */
export interface NetworkBalance {
  readonly taken: number;
  readonly held: number;
}

/** What the network says about an intent's money, request by request. The account has few objects. */
export async function networkBalance(
  { store, network }: Services,
  account: string,
  intent: string,
): Promise<NetworkBalance> {
  const { reader } = store.account({ account, livemode: false });
  const all = { limit: 100, where: { payment_intent: intent } };
  const did = async (request: string) => (await network.lookup(request))?.outcome;
  const refunded = async (charge: string) =>
    (await refunds.page(reader, { limit: 100, where: { charge } })).rows;
  let [taken, held] = [0, 0];
  for (const { doc } of (await attempts.page(reader, all)).rows) {
    const back = await did(`${doc.network_request}_back`);
    if ((await did(doc.network_request)) !== 'approved' || back === 'done') continue;
    if (doc.capture === 'automatic') taken += doc.amount;
    else held += doc.amount;
  }
  for (const { kind, doc } of (await paymentMoves.page(reader, all)).rows) {
    if ((await did(doc.network_request)) !== 'done') continue;
    held = 0;
    if (kind === 'capture') taken += doc.amount;
  }
  const ofCharges = await Promise.all((await charges.page(reader, all)).rows.map(({ id }) => refunded(id)));
  for (const { network_request, amount } of ofCharges.flat()) {
    if ((await did(network_request)) === 'done') taken -= amount;
  }
  return { taken, held };
}

import { errors } from '@onfile/shared/errors.ts';
import { cardView } from '../../resources/payment-methods/card-view.ts';
import { paymentMethods } from '../../resources/payment-methods/table.ts';
import type { CreateParams } from '../../resources/tokens/params.ts';
import { otherKinds, type TokenRow, tokens } from '../../resources/tokens/table.ts';
import { tokenView } from '../../resources/tokens/view.ts';
import type { Reader, Transaction } from '../../store/store.ts';
import { cardFault } from '../../vault/card-checks.ts';
import type { Call } from '../call.ts';
import type { TakenCard } from './card-in-hand.ts';
import { receivePaymentMethod } from './receive-card.ts';

/**
 * `POST /v1/tokens`: for a card, a person, their number, or a security code. Throws 400 for none of them, or several. The
 * token and its sealed card commit together; a crash leaves neither.
 */
export async function createToken(call: Call<CreateParams>, transaction: Transaction) {
  const kinds = [...otherKinds, 'card' as const].filter((kind) => call.params[kind] !== undefined);
  if (kinds.length > 1) throw errors.parametersExclusive(kinds, kinds[0] ?? 'card');
  const { card, cvc_update } = call.params;
  const [kind] = kinds;
  if (kind === undefined) throw errors.parameterMissing('card');
  if (cvc_update?.cvc === 'invalid_cvc') throw cardFault('invalid_cvc');
  const method = card === undefined ? null : (await receiveCard(call, transaction, card)).row;
  const row: TokenRow = {
    id: call.services.ids.next('token'),
    created: call.now,
    payment_method: method?.id ?? '',
    used: 0,
    doc: { client_ip: call.client.ipAddress, ...(kind === 'card' ? {} : { kind }) },
  };
  await tokens.insert(transaction, row);
  return tokenView(row, method && cardView(method), call.livemode);
}

/** The card is sealed as the payment method that the token will become. */
function receiveCard(
  call: Call<CreateParams>,
  transaction: Transaction,
  card: NonNullable<CreateParams['card']>,
): Promise<TakenCard> {
  const { cvc, exp_month, exp_year, networks, number } = card;
  return receivePaymentMethod(
    call,
    transaction,
    {
      card: { cvc, exp_month, exp_year, networks, number },
      billing_details: {
        name: card.name,
        address: {
          city: card.address_city,
          country: card.address_country,
          line1: card.address_line1,
          line2: card.address_line2,
          postal_code: card.address_zip,
          state: card.address_state,
        },
      },
    },
    'card',
    'later',
  );
}

/** `GET /v1/tokens/:token` */
export async function readToken(call: Call<unknown>, reader: Reader) {
  const id = call.path.token ?? '';
  const row = await tokens.find(reader, id);
  if (row === undefined) throw errors.missingInPath('token', id, 'token');
  const method = await paymentMethods.find(reader, row.payment_method);
  return tokenView(row, method === undefined ? null : cardView(method), call.livemode);
}
